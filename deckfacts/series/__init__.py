"""Series: what a company's decks say together. Facts of many decks in; vintages, guidance, links and checks out."""
