"""Talk to an OpenAI-compatible endpoint: one client, in time, whatever the other side does; knows no articles."""
