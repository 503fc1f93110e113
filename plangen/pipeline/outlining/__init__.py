"""`plangen outline`: what an outline says and could say, and what later versions brought."""
