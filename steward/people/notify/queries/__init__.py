"""Reading notifications, preferences and mails."""
