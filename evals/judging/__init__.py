"""Ask a language model for a second opinion: never a headline figure, and worth what its calibration says."""
