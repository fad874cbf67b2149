"""Read what a model wrote, whatever form it took, as claims with the places of their sentences."""
