"""Building the dossier: documents composed, laid out, proved and published."""
