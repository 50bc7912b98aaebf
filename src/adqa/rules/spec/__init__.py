"""Rules of the family `spec`."""
