"""The ask tab: exchanges streamed, rendered, filtered and stored."""
