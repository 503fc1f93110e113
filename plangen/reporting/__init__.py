"""Results in words: text in Chinese or English for people, JSON for programs, progress for those who wait."""
