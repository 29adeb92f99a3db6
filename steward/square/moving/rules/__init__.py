"""Plans and addresses: pure."""
