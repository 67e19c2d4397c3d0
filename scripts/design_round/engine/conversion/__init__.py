"""Pages are converted once: what MkDocs would convert at each build is kept, and made anew where it would differ.

`converted` says what a conversion gives and puts it into MkDocs' page, `shelf` keeps it with what it leans on, `work`
converts, on all cores where there is much to do.
"""
