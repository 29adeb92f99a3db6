"""The code of conduct (社群公约), clause by clause.

Owns: clauses (key and reason stay for ever) with their wordings, editions of the code. A clause's newest wording
without a date is the draft of the next edition; publishing dates it, and from then on it never changes: judgements cite
it by key and version. An edition binds after its notice; a material one is accepted anew by everybody, through joining.
Announces: EditionPublished, ClauseChanged, CodeFounded, DraftDiscarded, MembersReminded.
Needs: joining (acceptance), community (its stamp tells processes of a new edition), notify, forum (differences).
Offers the point `clause-panels`: sections other rooms add to the page of a clause.
"""
