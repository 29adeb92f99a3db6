"""The activity stream: what members did, on every channel.

Owns: sources, channels, memberships (person × channel, how they came and went), threads, activities, and the columnar
lake behind them. Writers: `ingest` for a batch, `record` for one. Announces: BatchIngested, SourceAdded,
SourceRemoved. Needs: members, journal, search.
"""
