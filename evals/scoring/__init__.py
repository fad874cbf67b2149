"""Score what was recorded, sum it up, name what broke first, and compare two runs."""
