"""What the team decided about a number, and what came of it.

Owns: resolutions (accept, act, watch) with what was expected, who was exposed, their revisions and measurements.
Announces: Resolved, ResolutionRevised, ResolutionWithdrawn, ResolutionResumed, ResolutionClosed, EffectMeasured,
LookAgain. Needs: insights (measure, forecast), work (tasks), members (segments), notify.

The journal has a `Decision` for everything that is chosen anywhere; here a decision about a number is a `Resolution`.
`comparing` is the arithmetic of effects, pure; `queries.effects` feeds it; `actions.measure_effect` writes the result.
"""
