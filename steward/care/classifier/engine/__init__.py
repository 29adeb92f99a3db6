"""The pure part: features, the linear model, the cold start, measuring. Knows neither Django's models nor requests."""
