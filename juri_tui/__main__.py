"""`python -m juri_tui` is the command `juri`."""

from juri_tui.cli import main

if __name__ == "__main__":
    main()
