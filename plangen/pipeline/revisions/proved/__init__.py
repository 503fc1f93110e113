"""Whether records, tags, history and approvals of a plan still say what was recorded."""
