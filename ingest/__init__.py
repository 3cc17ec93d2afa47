"""Files to library: read, clean, describe, split, embed, publish. Knows nothing of `assistant`."""
