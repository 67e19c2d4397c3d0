"""Mermaid diagrams: where they stand, whether they parse, and how they are drawn."""
