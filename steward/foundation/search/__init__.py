"""One full-text index over everything that registers itself, in Chinese and English.

Owns: the index and its tokenizer (overlapping bigrams for Chinese, lower-cased words for the rest; SQLite FTS5 and
PostgreSQL tsvector). Announces: nothing. Needs: journal, jobs.
"""
