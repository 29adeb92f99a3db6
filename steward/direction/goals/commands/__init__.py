"""Goals on the command line."""
