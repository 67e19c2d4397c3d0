"""The glossary: one file of terms, their tooltips on every page, and the page that lists them."""
