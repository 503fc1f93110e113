"""Whether paper says what the Office file says, neither less nor more."""
