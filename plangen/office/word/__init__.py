"""Blocks written as a Word document in the house's look."""
