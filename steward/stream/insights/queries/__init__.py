"""Asking: measures, what is behind them, the overview."""
