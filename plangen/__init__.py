"""plangen: one structured source, the whole dossier of an emergency drill."""
