"""Choose the sentences that answer: evidence measured, weighed, and what a sentence needs beside it."""
