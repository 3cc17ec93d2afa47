"""The library tab: the table of documents, uploads, what the last ingest changed, what is covered."""
