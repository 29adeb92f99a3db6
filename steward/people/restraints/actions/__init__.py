"""What changes restraints."""
