"""What is read from the notes, once: pages, ledger, glossary, questions, corrections, chapters, estimates.

Imports `floor` alone (and what it needs of `mermaid`).
"""
