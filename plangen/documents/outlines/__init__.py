"""Documents made from outlines: titles, order and sentences are their owner's, tables and figures the program's."""
