"""The square: where members talk.

Owns: categories, tags, topics, posts, revisions, reactions, polls, chain sign-ups, reading state, drafts, trust levels,
moderation. Announces: the facts of events.py. Needs: joining, notify, media, search, activity (what members do here is
part of the stream), webhooks.
"""
