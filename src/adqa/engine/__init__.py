"""The machinery: workers, cache, spool, evidence. It knows nothing about specs."""
