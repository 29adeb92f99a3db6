"""Running compiled queries: on DuckDB over the lake, on PostgreSQL, on Spark; raw, or from what was stored."""
