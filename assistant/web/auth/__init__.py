"""Authentication and access control: who sends a request, whether they may, signing in and out."""
