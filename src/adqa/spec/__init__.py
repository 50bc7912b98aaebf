"""Ad-unit specs: what a publisher demands, as data with sources."""
