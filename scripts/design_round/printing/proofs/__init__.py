"""Reading printed PDFs as a proof-reader would: pages, type, links, outline, tags, fonts."""
