"""The plan as records: what a drill plan consists of, for any company, any number of departments and scenarios."""
