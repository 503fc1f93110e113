"""Templates that people edit in Word: their tags, checks and damage, and what is rendered from them."""
