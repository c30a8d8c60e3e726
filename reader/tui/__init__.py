"""The screen, in Textual and thin: state goes down into widgets, messages come up from them.

``app``      wiring only.           ``session``  what the screens ask of the library, and who answers.
``keymap``   every key, once.       ``choice``   what the reader filters by, as one frozen value.
``screens``  what is opened.        ``widgets``  what is seen; they know models and messages, nothing else.
"""
