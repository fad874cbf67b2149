"""Hold the engines: each one drafts, none of them cites or checks."""
