"""Asking members a number and why: how likely they are to recommend the community (NPS), or a pulse from 1 to 5.

Owns: surveys (at most one open), answers, and for each account the day it was last asked. While a survey is open an
answer carries a keyed hash of its account, so that it can be changed; the key is thrown away when the survey closes,
and so are the hashes. Only who says the team may write to them is named. Nothing is shown under five answers.
Announces: SurveyOpened, SurveyClosed, SurveyChanged, SurveyAnswered, AnswersImported, CommentHidden.
Needs: joining (who may write), notify, insights (metrics), community (its stamp), webhooks.
Offers a card at the point `portal-notices`.
"""
