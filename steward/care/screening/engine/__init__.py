"""The engine behind screening's rules: plain Python on plain records, no models, no database, no network.

Reading order: `records` (what goes in and comes out), `grammar` (conditions and their errors), `normalise` (Chinese and
look-alikes, with the way back to the original), `matching` (automaton and linear-time patterns), `screener` (rules over
one message or a thousand), `automoderator` (the YAML grammar), `fingerprint` (near duplicates), `builtin` (the lists
that come with Steward).
"""
