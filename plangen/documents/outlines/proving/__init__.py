"""The parts of the proof of an outline: its tags, its placeholders, the numbers that it names, its sections."""
