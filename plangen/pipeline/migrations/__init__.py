"""Older ways of writing, each brought to the present one."""
