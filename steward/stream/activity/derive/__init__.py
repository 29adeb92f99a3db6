"""What is derived from the stream by consumers with cursors: threads' counts, when members were seen, the lake."""
