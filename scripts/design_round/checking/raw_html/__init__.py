"""HTML in notes, files and built pages, held to the list of `markdown.raw_html.allowed`."""
