"""Metric definitions: what is counted, in two languages, with its source and one Ibis expression each.

`registry.METRICS` lists them. The expressions are compiled ahead of time (`commands/compile_metrics`) to
`insights/sql/<engine>/<query>.sql`; Ibis is needed for that only, so every module imports it late.
"""
