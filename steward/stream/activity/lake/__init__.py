"""The columnar lake: the stream's columns (no words) as Parquet files by month, plus the tail not yet written.

Readers: `lake = Lake()` takes the manifest and the tail once (a snapshot); `lake.connect()` gives an in-memory DuckDB
connection with the views below; `lake.months()` is {"2024-05": digest}, where a digest changes exactly when a row of
that month changed (whether the change is still in the tail or already in the files makes no difference);
`lake.identity_version()` changes when the view `identity` does; `Lake.stamp()` is cheap and changes when a new
snapshot would differ. `Lake(folder, tail=False)` reads files alone, without a database.

A month is one of the community's time zone (`settings.TIME_ZONE`), the month of `day`.

activity    id BIGINT · occurred_at TIMESTAMP (UTC) · day DATE · hour TINYINT (both local) · source INTEGER ·
            channel INTEGER · kind VARCHAR · form VARCHAR · identity BIGINT? · thread BIGINT? · parent BIGINT? ·
            parent_identity BIGINT? (who wrote what this answers) · reactions INTEGER · edits INTEGER
            Tombstones and rows of exercises are not in it. "?" may be NULL.
identity    identity BIGINT · member BIGINT · is_bot BOOLEAN · is_team BOOLEAN · do_not_profile BOOLEAN
channel     channel INTEGER · source INTEGER · key VARCHAR · name VARCHAR · kind VARCHAR · private BOOLEAN
source      source INTEGER · key VARCHAR · name VARCHAR · service VARCHAR
membership  channel INTEGER · identity BIGINT · joined_at TIMESTAMP? · joined_by VARCHAR · inviter BIGINT? ·
            left_at TIMESTAMP? · left_by VARCHAR

Writers: `advance_lake()` (one at a time, by a file lock), `rebuild_lake()`, `write_arrays(folder, month, arrays)`.
"""
