"""The use cases of `plangen notices`, one file each."""
