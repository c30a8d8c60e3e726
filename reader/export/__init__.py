"""What people take away: records, JSON Lines, CSV, Markdown and citations."""
