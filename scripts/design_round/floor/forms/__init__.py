"""What a hand-written file must be: readable text, YAML without surprises, and data of a declared form."""
