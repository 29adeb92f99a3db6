"""Exceptions to the house's rules, each with its reason. An entry that is no longer needed fails the tests."""

#: file → (lines allowed, reason); the rule is 400.
LONG_FILES: dict[str, tuple[int, str]] = {}

#: "file:function" → (lines allowed, reason); the rule is 40.
LONG_FUNCTIONS: dict[str, tuple[int, str]] = {}

#: template → (lines allowed, reason); the rule is 150.
LONG_TEMPLATES: dict[str, tuple[int, str]] = {}

#: (importing file, imported module) → reason; the rule: other rooms only through their doors and leaves.
OPEN_WINDOWS: dict[tuple[str, str], str] = {
    ("*", "steward.people.access.api"): "how every room's API knows its caller",
}

#: Names of files inside rooms beyond the vocabulary: "room/name" → reason.
OWN_WORDS: dict[str, str] = {
    "activity/cooking": "from what was written to HTML that is safe to show",
    "activity/derive": "the consumers that derive threads and last seen from the stream",
    "activity/intake": "folding a batch into rows: edits, places, late parents",
    "activity/lake": "the Parquet files and how they are read and written",
    "activity/storage": "bulk writing, one file per database",
    "channels/fingerprint": "whether two readings see the same bytes",
    "channels/importers": "one file per export format",
    "channels/places": "where exports may lie on this machine",
    "channels/reading": "recognising an export and reading it in batches",
    "channels/settling": "what follows when everything was stored",
    "channels/uploads": "uploads that go straight to the disk",
    "clauses/starting": "codes a community can begin with, one file each",
    "classifier/engine": "features, the linear model, learning, explaining, measuring: pure",
    "classifier/lexicon": "the cold start's words, a data file",
    "community/colours": "contrast and shades",
    "community/cooking": "legal texts to HTML",
    "decisions/comparing": "differences, matching and their intervals: pure",
    "forum/cooking": "from Markdown to HTML that is safe to show",
    "forum/pages": "pages kept in the process that drew them",
    "goals/engine": "target lines, pace and verdicts: pure",
    "goals/starting": "goals a community can begin with",
    "insights/engine": "runs compiled metrics on DuckDB and stores answers of closed months",
    "insights/explaining": "a difference split into parts that add up: pure",
    "insights/forecasting": "forecasters and their competition: pure",
    "insights/metrics": "the definitions: one expression each",
    "jobs/cron": "the grammar of schedules",
    "jobs/handlers": "what tasks.py of other rooms use",
    "jobs/kinds": "how a kind of job is called on screen",
    "jobs/lifeline": "whether the processes of a worker still live",
    "jobs/worker": "the worker process",
    "joining/adapter": "where allauth asks what is ours",
    "joining/letters": "the words of letters",
    "journal/consumers": "cursors",
    "journal/subscriptions": "who hears of which fact",
    "media/recoding": "pictures read, turned, stripped, written anew",
    "media/storage": "where the files lie, in Django's storage",
    "members/bulk": "statements for a hundred thousand identities",
    "members/identity": "identity resolution on plain rows",
    "members/ledger": "members computed from births, merges and edits",
    "moving/converting": "HTML and other markup to Markdown",
    "notify/addresses": "ids and signed addresses of mail",
    "notify/composing": "notifications to mails",
    "notify/cutting": "own words in an answer",
    "notify/incoming": "reads RFC 5322",
    "notify/mailbox": "IMAP",
    "notify/outbox": "Django's mail backend",
    "outgoing/guard": "which addresses may be asked",
    "outgoing/journey": "one request with its redirects",
    "outgoing/wire": "a connection to the address that was looked at",
    "positioning/starting": "canvases a community can begin with",
    "reports/typesetting": "a report as page, mail, plain text, table",
    "screening/engine": "matches words, patterns and rules over plain records",
    "search/highlight": "where the words of a query stand",
    "search/storage": "the two databases' full-text tables",
    "search/tokens": "the tokenizer",
    "simulator/engine": "columns of a community, month by month",
    "simulator/outputs": "records, files and lake arrays from the columns",
    "simulator/spec": "what is asked of the simulator",
    "simulator/words": "names and texts",
    "surveys/reading": "answers from files of other survey tools",
    "webhooks/signing": "Standard Webhooks signatures",
}
