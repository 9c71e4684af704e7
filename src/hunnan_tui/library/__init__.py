"""Briefing files in, catalog out."""
