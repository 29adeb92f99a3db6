"""Looking after people: the rules of living together, and how they are kept with justice."""
