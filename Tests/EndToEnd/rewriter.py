"""A daemon that tells lies: answers of a real one pass through, and texts in them are replaced by others, such as no
daemon would accept."""

import http.client
import http.server
import json
import re
import threading
import urllib.parse


class Rewriter:
    """Stands before `port`. `texts` says what becomes of which word; bytes are put in as they are."""

    def __init__(self, port, texts):
        self.port, self.texts = port, texts
        self.inside = {
            word.encode(): text if isinstance(text, bytes) else json.dumps(text)[1:-1].encode()
            for word, text in texts.items()}
        self.pattern = re.compile(b"|".join(rb"\b%s\b" % word for word in sorted(self.inside, reverse=True)))
        rewriter = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                rewriter.answer(self)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, *_):
                """A client that went away is no news."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def rewrite(self, data):
        return self.pattern.sub(lambda found: self.inside[found.group()], data)

    def asked(self, path):
        """What the client asks for by the false name, asked for by the true one."""
        path = urllib.parse.unquote(path)
        for word, text in self.texts.items():
            if isinstance(text, str):
                path = path.replace(text, word)
        return urllib.parse.quote(path, safe="/?&=:,%+")

    def answer(self, handler):
        upstream = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            head = {key: value for key, value in handler.headers.items() if key.lower() in ("accept", "last-event-id")}
            upstream.request("GET", self.asked(handler.path), headers=head)
            answer = upstream.getresponse()
            kind = answer.getheader("Content-Type") or "text/plain"
            handler.send_response(answer.status)
            handler.send_header("Content-Type", kind)
            if "event-stream" in kind:
                handler.send_header("Transfer-Encoding", "chunked")
                handler.end_headers()
                while line := answer.readline():
                    line = self.rewrite(line)
                    handler.wfile.write(b"%x\r\n%s\r\n" % (len(line), line))
                handler.wfile.write(b"0\r\n\r\n")
                return
            body = self.rewrite(answer.read())
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)
        except OSError:
            handler.close_connection = True
        finally:
            upstream.close()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
