"""Titles where ids or keys are meant: understood where a file takes them, answered with what was meant elsewhere."""
