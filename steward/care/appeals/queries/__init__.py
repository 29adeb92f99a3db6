"""Reading appeals: one's own, and the team's."""
