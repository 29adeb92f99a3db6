"""What can be done here: keep a view, drop a view."""
