"""What changes the stream, one verb in a file."""
