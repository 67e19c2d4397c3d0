"""What stands for something that was taken out of a text."""

# Where a formula, code or an escaped sign was: something is there, and it is no letter and no mark.
HELD = "\ufffc"
