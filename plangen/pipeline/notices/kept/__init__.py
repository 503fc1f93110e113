"""What the facts of a notice said when it was approved, and how that differs from what they say now."""
