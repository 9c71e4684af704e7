"""The user's own notes: read, written and exported safely."""
