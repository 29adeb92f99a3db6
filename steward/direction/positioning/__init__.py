"""For whom the community is there, and what it is not."""
