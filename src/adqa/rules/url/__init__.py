"""Rules of the family `url`: what an address says, offline."""
