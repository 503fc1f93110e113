"""Workbooks written as Excel files in the house's look."""
