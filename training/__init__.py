"""How the built-in embedding is made; not part of the installed package."""
