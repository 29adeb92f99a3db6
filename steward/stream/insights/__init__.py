"""The metric registry, dashboards and reports.

Owns: metric definitions (one expression each), their compiled SQL per engine, the cache of closed months, saved
dashboards' views. Announces: nothing. Needs: activity, members, ui.
"""
