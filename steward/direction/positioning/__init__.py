"""What the community is for (定位): a canvas in each language, versioned with reasons.

Owns: one draft, and versions, which are only ever added. Other rooms use it as a checklist: each line as a question.
Announces: PositioningPublished, PositioningDrafted.
Needs: community (its stamp tells processes of a new version), forum (differences), clauses (choosing a language).
"""
