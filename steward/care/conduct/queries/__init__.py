"""Reading cases, judgements and sanctions: every query starts from a viewer."""
