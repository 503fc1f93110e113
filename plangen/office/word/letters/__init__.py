"""The lines of a letter: signature, attachments, imprint."""
