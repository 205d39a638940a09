"""deckfacts: results decks as data that people can trust. What consumers import: the contract and the reader."""
