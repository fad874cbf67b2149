"""Keep documents and find their chunks: chunking, embedding, the SQLite truth, the word index, Chroma."""
