"""What goes out only when somebody looked at it and said so, and what a plan adds to what is looked for."""
