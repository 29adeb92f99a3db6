"""What the team does to be watched."""
