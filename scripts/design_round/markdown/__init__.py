"""Markdown extensions, one a module: figures, formulas, estimates, plots, citations, tooltips, headings, raw HTML.

Each is told by its configuration where things lie, keeps its state on the page's `Markdown` object (`page`), and runs
in any engine. Imports `content`, `plots`, `mermaid` and `floor`; no MkDocs.
"""
