"""Main: `python -m deckfacts` is the command `deckfacts`."""

import sys

from deckfacts.cli import main

sys.exit(main())
