"""What can be done to members, one verb (and its reverse) in a file."""
