"""Who is here: people who sign in, what they may do, and everyone in the community."""
