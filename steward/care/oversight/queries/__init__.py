"""Reading what the team did: counted by the database, from a viewer."""
