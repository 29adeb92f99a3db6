"""The room's words on the command line."""
