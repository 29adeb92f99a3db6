"""Wiring only: settings by concern, urls, the API's root, wsgi, the command line."""
