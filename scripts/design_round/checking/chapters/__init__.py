"""Whether a chapter keeps the contract of its kind, and the skeleton of a new one."""
