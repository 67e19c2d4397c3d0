"""Mermaid diagrams: where they stand, whether they parse, and how they are drawn.

`check` and `draw` are what the two commands say, `check_command` and `draw_command` the commands themselves, for any
project. Imports `floor` alone.
"""
