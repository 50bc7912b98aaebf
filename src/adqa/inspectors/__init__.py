"""Inspectors: bytes in, facts out; they never see a spec and have no opinion."""
