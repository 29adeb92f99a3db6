"""Commands that wire the whole house."""
