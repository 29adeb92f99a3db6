"""From a report or a rule's hit to a decision that cites its clause.

Owns: cases with their signals, judgements, sanctions, the ladder. Announces: Reported, CaseOpened, CaseClaimed,
Judged, Overturned, SanctionEnded. Needs: clauses, classifier, screening, restraints; flaggables of the rooms below.
"""
