"""Word and Excel files: one module per outside library. Nothing here knows the plan, nothing opens a file by name."""
