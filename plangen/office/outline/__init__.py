"""Outlines that are written in Word, and pieces of Word that outlines name."""
