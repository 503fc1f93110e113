"""`plangen packet` and `plangen verify`."""
