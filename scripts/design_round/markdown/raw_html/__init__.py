"""What HTML a note may bring into a page: held where an author writes it, and once more where it was built."""
