"""What moderation hears of: nothing yet; those concerned are told in the act's own transaction."""
