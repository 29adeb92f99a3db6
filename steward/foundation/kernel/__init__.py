"""Clock, environment, ids, registry, rules, http. Owns no models, knows no domain, imports nothing of ours."""
