"""What `make` runs: set-up, start and test. The standard library only, because nothing is installed yet."""
