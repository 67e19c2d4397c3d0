"""The ledger of sources, and how pages cite from it."""
