"""Names of people and organisations: found, parsed, and joined into the entities of an article."""
