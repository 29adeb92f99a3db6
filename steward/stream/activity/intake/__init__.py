"""The parts of ingestion: folding records into rows, finding their places, writing them, and what arrives late."""
