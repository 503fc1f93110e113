"""What leaves the house: the gate a notice passes, and the form in which it is handed out."""
