"""What is wrong with notes, chapters, numbers and HTML in the sources. Imports `content`, `markdown` and below."""
