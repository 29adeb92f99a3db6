"""Pages of notifications, preferences and mail."""
