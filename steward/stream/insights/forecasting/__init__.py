"""Forecasts of one series: pure, on numpy alone. `engine.predict` and `engine.expected_band` are its door."""
