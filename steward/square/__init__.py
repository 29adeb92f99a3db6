"""Where members meet."""
