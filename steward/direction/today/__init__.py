"""Today: the console's first page. What waits for me, what is late, what moved and why, what to do next.

Owns: the sentences on what moved, built once an hour so that no page waits for the lake. Announces nothing.
Needs: everything below it, through doors and contribution points (`my-work`, `calendar`).
"""
