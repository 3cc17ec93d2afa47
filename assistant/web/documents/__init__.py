"""The source panel: a document as it is stored, with the cited sentences marked in place."""
