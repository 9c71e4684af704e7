"""Items as a person reads them: one linear document for the screen, for `show` and for the clipboard."""
