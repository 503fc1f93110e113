"""What a filled-in template still takes: look, signatures, numbers of pages."""
