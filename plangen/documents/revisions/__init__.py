"""What a revision changed, for the plan's appendix and for those who are briefed again."""
