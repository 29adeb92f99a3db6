"""What every room stands on and nothing of which knows the domain."""
