"""Words the files of this room share."""

#: The kind of a merge, in the journal and among proposals.
MERGE = "members.merge"
