"""Naming: how the lines of results decks are called, and what their names say."""
