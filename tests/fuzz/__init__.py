"""Fuzzing of what reads text from outside and of what shows it: `make fuzz`; a short form is among the unit tests."""
