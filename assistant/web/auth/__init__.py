"""Who asks, and whether they may: the gate before all routes, signing in and out."""
