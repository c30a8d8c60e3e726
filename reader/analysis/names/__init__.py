"""Names of people and organisations: found, parsed, and joined into the cast of an article."""
