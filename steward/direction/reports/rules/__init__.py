"""When reports are due, which chapters they have, what may be done with them."""
