"""Hold the chat in the browser; it imports rag and never evals. Not built yet."""
