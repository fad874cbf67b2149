"""Read language: sentences, words, names, numbers, dates. Knows no documents."""
