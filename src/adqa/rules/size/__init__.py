"""Rules of the family `size`."""
