"""The console's Insights: an overview, and a page for each question one asks next."""
