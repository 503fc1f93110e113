"""Corrections and withdrawals of what was issued: how they begin, and when a notice may be issued again."""
