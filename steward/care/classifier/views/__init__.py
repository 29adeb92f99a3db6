"""The console's pages of the classifier."""
