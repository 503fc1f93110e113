"""What an Office file is made of: its parts, read with care and written in one form; the vocabulary of Word."""
