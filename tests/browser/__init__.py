"""The whole house in a real browser."""
