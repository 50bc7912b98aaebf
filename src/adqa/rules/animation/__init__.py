"""Rules of the family `animation`."""
