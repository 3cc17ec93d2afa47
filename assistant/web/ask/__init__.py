"""The ask tab: one exchange after another, streamed, rendered, filtered, kept."""
