"""Connectors: what comes in from the channels a community lives on.

Owns: importers (one per export format), import runs with their progress and quarantine, uploaded exports.
Announces: ImportStarted, ImportFinished, ImportCancelled. Needs: activity, members, jobs, ui.
"""
