"""The commands of `plangen notices`, one file each."""
