"""The index of a folder, which can be thrown away, and the user's own marks, which cannot."""
