"""What a URL says without asking the network: its parts, macros, wrappers, hosts, products and UTMs."""
