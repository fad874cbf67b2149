"""Find passages: the legs of the search, filters, fusion. Knows no answers."""
