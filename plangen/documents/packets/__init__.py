"""资料包: who gets one, what it consists of, its cover and contents, the print list, and what must not be in it."""
