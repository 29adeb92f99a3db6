"""The journal: what Steward and its people did.

Owns: facts (append-only), decisions (who or what decided, which version, why, on what evidence, how to undo it),
sequences (gap-free counters that order what consumers follow) and cursors.
Announces: nothing of its own. Needs: kernel.
"""
