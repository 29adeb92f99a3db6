"""The simulator: a believable bilingual community at any size, the same for the same seed.

Owns: `Spec` (what is asked for), the generator of monthly columns, and three ways out of it: records as an importer
gives them, a file in Steward's own import format, and column arrays for the lake. Owns no tables, announces nothing.
Needs: the vocabulary of `activity` (`enums`, `records`). Everything it says is put together from word lists of its own.
"""
