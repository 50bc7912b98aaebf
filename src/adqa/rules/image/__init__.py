"""Rules of the family `image`."""
