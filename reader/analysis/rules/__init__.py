"""The rules that say who speaks, by family: tags and lines, cues of the sentence, neighbouring sentences.

A rule is a function of a ``Case`` that returns what it found, or None where its pattern is not there. Its
docstring begins with the pattern, in the letters of ``frames``, and gives an example that the tests run.
"""
