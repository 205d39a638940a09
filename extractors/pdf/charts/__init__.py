"""Charts: bars, lines, slices and their labels become tables of series by category."""
