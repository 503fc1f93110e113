"""Text to plan: YAML with positions, the shape of records, the JSON Schema. Opens no file; never raises for a user's mistake."""
