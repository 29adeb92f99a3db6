"""What members did, on every channel: the stream, the connectors that feed it, the metrics read from it."""
