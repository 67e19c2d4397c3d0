"""Printing of the built site: chapters and the whole book as PDF, by a headless Chromium and pikepdf.

`book` reads what there is to print, `sheet` makes a page printable, `press` prints, `finish` makes each print
navigable, `binding` joins chapters to the book and `shelf` keeps what was printed.
"""
