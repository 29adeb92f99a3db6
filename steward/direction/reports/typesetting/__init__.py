"""A reading as plain text, Markdown, mail, parts for a chat."""
