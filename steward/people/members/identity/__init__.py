"""Who is who: pure rules on plain rows, no database. `resolve.resolve` is the whole of it."""
