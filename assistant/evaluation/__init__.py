"""Files of questions, and how good the answers to them are."""
