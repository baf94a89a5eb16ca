"""Forms of what spans all chapters."""
