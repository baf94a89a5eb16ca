"""How fast kamplan is: the running server under load, every page as a ratio to a floor measured in the same run."""
