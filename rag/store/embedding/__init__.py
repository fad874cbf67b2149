"""Turn texts into vectors: what an embedder must do, the embedders, and which one is opened."""
