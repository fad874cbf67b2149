"""ONNX Runtime, which multiplies small whole numbers: `wire` writes a graph's bytes, `session` runs it."""
