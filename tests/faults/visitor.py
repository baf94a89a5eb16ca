"""Somebody who came by a personal link, as a browser is: tries again until told that the answers are kept."""

import http.client
import re
import time
from urllib.parse import urlencode

MARK = re.compile(r'name="mark" value="([^"]+)"')
SECRET = "k" * 32  # of our forms
KEPT = {200, 204, 302}


class Visitor:
    """`others` counts the answers that were neither a thank you nor "try again"."""

    def __init__(self, site, token):
        self.site, self.token = site, token
        self.connection, self.cookie, self.mark = None, "", ""
        self.busy, self.cut, self.others = 0, 0, []

    def come(self):
        """Open the link, look at the questions."""
        response, _body = self.patiently("GET", f"/a/{self.token}")
        self.cookie = response.getheader("Set-Cookie").split(";")[0]
        _response, page = self.patiently("GET", self.at("questions"))
        self.mark = MARK.search(page)[1]
        return self

    def at(self, page):
        return f"/answer/{self.site.survey}/{page}/"

    def post(self, page, **fields):
        """Until it is kept."""
        return self.patiently("POST", self.at(page), fields)[0].status

    def patiently(self, method, address, fields=None, *, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.site.is_gone:
            try:
                response, body = self.once(method, address, fields)
            except (OSError, http.client.HTTPException):
                self.cut += 1
                self.hang_up()
            else:
                if response.status in KEPT:
                    return response, body
                if response.status == 503 and response.getheader("Retry-After"):
                    self.busy += 1
                else:
                    self.others.append(response.status)
            time.sleep(0.05)
        raise TimeoutError(f"{method} {address}: {self.others}")

    def once(self, method, address, fields=None, **headers):
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=30)
        headers |= {"Host": "localhost", "Cookie": f"csrf={SECRET}; {self.cookie}"}
        body = None
        if fields is not None:
            body = urlencode({"csrfmiddlewaretoken": SECRET, "mark": self.mark, **fields})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, address, body, headers)
        response = self.connection.getresponse()
        return response, response.read().decode(errors="replace")

    def hang_up(self):
        if self.connection:
            self.connection.close()
        self.connection = None
