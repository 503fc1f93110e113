"""The ground of everything that writes: where a file may go, how it gets there whole, what a killed process left."""
