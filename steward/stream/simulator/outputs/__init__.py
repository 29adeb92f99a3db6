"""Ways out: records, a file, the truth about identities, columns for the lake, a summary."""
