"""What can be done with decisions; one verb to a file."""
