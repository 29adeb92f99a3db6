"""What team mates fill in: rules condition by condition, lists, settings."""
