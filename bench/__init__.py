"""Benchmarks: each module's `run()` yields rows; `make bench` prints them and writes `var/bench.json`."""
