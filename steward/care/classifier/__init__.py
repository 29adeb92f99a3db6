"""A model that learns from the team's own decisions, on this machine, and only proposes.

Owns: decided examples (text, reason code or fine, who decided), trained versions with their quality, how it is set.
One decision in five is kept back by its text's hash, never learned from, and every version is measured on those.
A version goes trained → shown → used; only a lead uses one, and can go back. Until then short built-in lists of words
score (`lexicon/words.tsv`); where a label has few decisions the two are mixed.
`engine/` is the pure part: features (folding, grams), the linear model, learning, explaining, measuring.
Announces: ExampleLearned, ExampleUnlearned, VersionTrained, VersionUsed, SetupChanged. Needs: jobs, journal, members,
notify, clauses (reason codes).
"""
