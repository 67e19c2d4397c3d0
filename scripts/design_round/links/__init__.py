"""The check of links, anchors and all other references of a built static site, of any project.

`command` is what `check_links.py` runs. Imports `floor` alone.
"""
