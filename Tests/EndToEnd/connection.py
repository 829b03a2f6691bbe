"""HTTP/1.1 with as little of Python as there can be between the socket and the figures."""

import asyncio

from daemon import API


class Connection:
    """One connection that is kept alive, for one request at a time."""

    async def open(self, port):
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port)
        return self

    async def ask(self, method, path, body=b""):
        """The status and the body of the answer."""
        self.writer.write(
            f"{method} {API}{path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        head = await self.reader.readuntil(b"\r\n\r\n")
        start = head.index(b"ontent-") if b"ontent-Length" not in head else head.index(b"ontent-Length")
        length = int(head[start + 15:head.index(b"\r\n", start)])
        answer = await self.reader.readexactly(length)
        return int(head[9:12]), answer
