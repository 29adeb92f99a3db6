"""What can be done with notifications and mail."""
