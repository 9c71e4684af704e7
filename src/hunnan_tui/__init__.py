"""A terminal reader for official innovation briefings."""

__version__ = "0.1.0"
