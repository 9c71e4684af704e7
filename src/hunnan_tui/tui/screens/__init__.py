"""The screens: main, help, notes editor."""
