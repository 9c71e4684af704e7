"""The long form of the promises about notes: `python -m tests.torture` tries to break each of them."""
