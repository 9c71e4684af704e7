"""The screen: everything that imports Textual."""

import os

# Textual draws at most so many frames a second: with its own 60, what a letter finds would wait for a sixtieth of a
# second after the frame that shows the letter
os.environ.setdefault("TEXTUAL_FPS", "1000")
