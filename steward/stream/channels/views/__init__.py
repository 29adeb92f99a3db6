"""Pages of imports and sources."""
