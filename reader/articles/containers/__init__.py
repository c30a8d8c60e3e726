"""Files that hold several articles: recognised by their content, and taken apart into articles."""
