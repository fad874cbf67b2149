"""Ask once and keep what comes back: a run folder, what it depends on, and the responses as metrics read them."""
