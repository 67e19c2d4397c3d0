"""Slips of Markdown that build green and read wrong: what rumdl knows, and what only this dialect has."""
