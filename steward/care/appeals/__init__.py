"""One appeal for each decision, written, decided by somebody who did not take it.

Owns: appeals and what is said in them. Announces: Appealed, AppealWritten, AppealTaken, AppealWithdrawn, AppealDecided,
AppealLate. Needs: conduct (judgements, `overturn`), clauses, notify.

Who may decide is a rule of this room (`rules.may_decide`): never the appellant, never who judged or advised, never who
reported it or is close to somebody in it. Where nobody independent is left, an owner decides, and the log says so.
"""
