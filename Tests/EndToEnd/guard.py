"""A gate before a daemon that lets nobody through without its bearer token, as a reverse proxy with authentication does."""

import contextlib
import re
import socket
import threading

REFUSAL = b"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Guard:
    """Stands before `port`. Each connection serves one request."""

    def __init__(self, port, token):
        self.port, self.token = port, token
        self.lock = threading.Lock()
        self.passing = set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.accept, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def change(self, token):
        """Asks for another token from now on, of those too who are inside."""
        with self.lock:
            self.token = token
            inside, self.passing = self.passing, set()
        for connection in inside:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        with connection:
            # Either side may hang up.
            with contextlib.suppress(OSError):
                self.relay(connection)
            with self.lock:
                self.passing.discard(connection)

    def relay(self, connection):
        request = b""
        while b"\r\n\r\n" not in request:
            part = connection.recv(65_536)
            if not part:
                return
            request += part
        head, body = request.split(b"\r\n\r\n", 1)
        with self.lock:
            if f"\r\nauthorization: Bearer {self.token}\r\n".lower() not in head.decode().lower() + "\r\n":
                return connection.sendall(REFUSAL)
            self.passing.add(connection)
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        with socket.create_connection(("127.0.0.1", self.port)) as daemon:
            daemon.sendall(re.sub(rb"(?i)\r\nconnection:[^\r]*", b"", head) + b"\r\nConnection: close\r\n\r\n" + body)
            missing = int(length[1]) - len(body) if length else 0
            while missing > 0 and (part := connection.recv(65_536)):
                daemon.sendall(part)
                missing -= len(part)
            answer = daemon.makefile("rb")
            connection.sendall(answer.readline() + b"Connection: close\r\n")
            while part := answer.read1():
                connection.sendall(part)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()
        self.change(None)
