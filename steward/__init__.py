"""Steward: one self-hosted system with which a community team develops and maintains its community."""

__version__ = "0.1.0"
