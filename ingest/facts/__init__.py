"""What a document tells, worked out once, at ingest: facts (an indicator's figures) and projects, with their offsets."""
