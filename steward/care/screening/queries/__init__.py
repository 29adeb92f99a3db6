"""What is read of rules, lists and hits."""
