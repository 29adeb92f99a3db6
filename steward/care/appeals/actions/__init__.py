"""What members and the team do with appeals."""
