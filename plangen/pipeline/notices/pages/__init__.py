"""The pages of notices: made, kept, and asked whether readers see on them all that the files say."""
