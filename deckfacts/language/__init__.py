"""Language: the grammars that read what a deck prints, each a pure function from text to meaning with its place."""
