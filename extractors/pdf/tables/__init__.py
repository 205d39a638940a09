"""Tables: the words, rules and areas of a page become tables with every figure in exactly one cell."""
