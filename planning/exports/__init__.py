"""What spans all chapters, made into files."""
