"""The spreadsheets: complaint form, process record, master scenario events list."""
