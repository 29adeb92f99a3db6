"""Making groups, joining and leaving them."""
