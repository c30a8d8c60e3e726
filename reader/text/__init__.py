"""The ground floor: folding, spelling, sanitising, partial dates and lists of words; knows no article."""
