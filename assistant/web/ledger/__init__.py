"""The ledger tab: indicators, regions and projects, each figure one click from its sentence."""
