"""The source panel: a document as stored, with the cited sentences marked in place."""
