from django.db import migrations

SQLITE = "CREATE VIRTUAL TABLE search_words USING fts5(words, tokenize = \"unicode61 remove_diacritics 0\")"
POSTGRESQL = (
    "CREATE TABLE search_words (id bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX search_words_gin ON search_words USING gin (words)",
)


def create(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else (SQLITE,):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_words")


class Migration(migrations.Migration):
    """The full-text table, each database's own kind."""

    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
