"""The guide's code, a room for each part of the way that its notes go; `pyproject.toml` says who may import whom.

`content` reads the notes once, `markdown` turns them into HTML, `plots` and `mermaid` draw, `engine` hangs all of it
into MkDocs, `checking` finds what is wrong with notes, `printing` makes PDFs and e-books of the built site, `links`
checks any built site, and all stand on `floor`. The commands lie beside this folder, each a thin shell.
"""
