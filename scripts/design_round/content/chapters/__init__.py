"""The contract of a chapter: what a case and a pattern hold, how a page is read for it, and what can be missing."""
