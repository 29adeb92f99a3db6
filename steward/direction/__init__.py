"""Where the community goes: positioning, goals, decisions, reports, the day."""
