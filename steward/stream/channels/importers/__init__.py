"""One file per export format, each behind `base.Importer`: sniff → records."""
