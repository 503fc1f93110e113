"""Single sheets: what somebody has at hand on the day, on one sheet."""
