"""Reading reports, and what goes into them."""
