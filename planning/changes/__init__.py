"""Acts on several tables of all apps."""
