"""The analysis of an article: quotations, speakers, people and topics. Pure; it never changes a text."""
