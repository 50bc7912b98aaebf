"""The hand-over: what is clean and approved goes to the trafficker, the rest is held with a reason."""
