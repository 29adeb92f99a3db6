"""Goals, key results, guardrails, verdicts.

Owns: goals in a tree (year → quarter → month), their key results and guardrails with every version of their terms,
stored readings with expectation, forecast and verdict, check-ins, and which work serves which goal (servings).

Announces: GoalMade, GoalChanged, GoalActivated, GoalClosed, GoalDropped, GoalReopened, TermsChanged, CheckedIn,
VerdictChanged, GuardrailTurned, ServingChanged.

Needs: insights (metrics, forecasts), the journal, notify, jobs. Work of other rooms reaches it only through the points
`works` and `purposes`; upper rooms hang parts into a goal's page through the point `goal-panels`.
"""
