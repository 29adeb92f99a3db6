"""What changes cases, judgements and sanctions."""
