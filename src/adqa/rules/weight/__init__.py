"""Rules of the family `weight`."""
