"""What each document says, composed from the plan as blocks, workbooks and template jobs. Knows no file format."""
