"""Daily, weekly and monthly reports, written and delivered on schedule."""
