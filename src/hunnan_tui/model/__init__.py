"""What a briefing is: pure values and arithmetic, no input or output."""
