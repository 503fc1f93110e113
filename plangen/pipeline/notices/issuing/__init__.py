"""What is recorded of an issue, what becomes of statutory duties, the register of all that was issued."""
