"""Acts on several tables at once, each in one transaction."""
