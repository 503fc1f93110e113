"""What is to be exchanged in the packets: which parts, and on which pages."""
