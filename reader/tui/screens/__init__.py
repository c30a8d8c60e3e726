"""What can be opened: the reading room and the dialogs above it."""
