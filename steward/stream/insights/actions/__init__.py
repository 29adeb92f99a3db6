"""What the team does with definitions."""
