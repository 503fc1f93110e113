"""Text to plan: YAML with positions, records, JSON Schema. Opens no file; never raises for a user's mistake."""
