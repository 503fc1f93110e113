"""Filled-in forms that came back, Word or Excel, read to what people left in them; copies with remarks at the cells."""
