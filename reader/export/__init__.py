"""What people take away: articles, quotations, statements, speakers and topics in every export format."""
