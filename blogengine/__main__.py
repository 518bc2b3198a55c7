"""`python -m blogengine`."""

from blogengine.cli import main

if __name__ == "__main__":
    main()
