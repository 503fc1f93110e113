"""Short papers for single occasions: contacts, sign-in, supplies, notices of preparation, logs."""
