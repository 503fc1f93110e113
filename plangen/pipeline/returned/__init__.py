"""Forms that come back are read into the plan: answers to questions of fact, what counsel confirms."""
