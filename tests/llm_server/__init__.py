"""A server that speaks the OpenAI chat API over real HTTP and behaves as it is told to; see behaviours.py."""
