"""`python -m themeline` is the command `themeline`."""

from themeline.cli.main import main

if __name__ == "__main__":
    main()
