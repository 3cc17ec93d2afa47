"""The library tab: the table of documents, uploads, the changes of the last ingest, coverage."""
