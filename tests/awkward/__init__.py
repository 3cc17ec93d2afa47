"""Files that people's folders hold and no reader likes: damaged, misnamed, locked, huge, malicious. All are made by code."""
