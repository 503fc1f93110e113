"""What a revision is asked for: the findings that are owed, who signs, what it means for others."""
