"""The guide's own code: each folder is a room, and says in its first lines what it may import."""
