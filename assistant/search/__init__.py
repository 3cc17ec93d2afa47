"""An understood question → ranked passages, out of what the library holds."""
