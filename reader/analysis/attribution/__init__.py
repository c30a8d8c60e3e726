"""Who said it: rules, learned rankings, and the way from a pronoun or role to a name."""
