"""Outlines that are not written as text, put into its lines."""
