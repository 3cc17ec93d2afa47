"""`python -m tests.llm_server [PORT]`: serve until killed; prints the address. The model asked for names the behaviour."""

import sys

from tests.llm_server.server import Server

server = Server(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
print(server.url, flush=True)
server.serve_forever()
