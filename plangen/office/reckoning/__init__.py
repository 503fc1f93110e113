"""Formulas reckoned without a spreadsheet program: exactly the functions that our forms use."""
