"""What changed between two plans: compared by id, in the plan's own words, and applied again."""
