"""The ledger: facts and projects of a library, as cells, tables and histories, each with its sources."""
