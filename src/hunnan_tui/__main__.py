"""`hunnan-tui` and `python -m hunnan_tui`."""

import gc
import sys


def main() -> int:
    """Run the program; its exit status."""
    # what is imported at the start stays: no collecting through it until the first frame is painted
    gc.disable()
    # asyncio would load all of OpenSSL for connections, and this program makes none
    sys.modules["ssl"] = None  # type: ignore[assignment]
    from hunnan_tui.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
