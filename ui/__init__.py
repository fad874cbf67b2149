"""Hold the chat in the browser; it imports rag and never evals.

`markup` turns text into safe HTML and is the only place that writes any; `page` draws with Gradio; `guard` stands in
front of all of it.
"""
