"""Goals, key results, guardrails, verdicts."""
