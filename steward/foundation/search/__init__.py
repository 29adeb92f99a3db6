"""One full-text index over everything that registers itself, in Chinese and English.

Owns: documents (kind, object, time, tokens) and the tokenizer: overlapping bigrams for Chinese, lower-cased words for
the rest; SQLite FTS5 and PostgreSQL tsvector behind the same three verbs: index, remove, find.
Announces: nothing. Needs: nothing but the database. Whoever indexes also decides who may see what is found.
"""
