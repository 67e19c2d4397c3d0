"""Pages that are made from the lists: figures, terms, questions, sources."""
