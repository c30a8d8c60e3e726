"""What can be opened: the main screen with the objects that it owns, and the dialogs above it."""
