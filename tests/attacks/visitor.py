"""Somebody with a browser and no scruples: sends what they like, keeps cookies, reads tokens."""

import http.client
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bs4 import BeautifulSoup

HOST = "thread.example"
ORIGIN = f"https://{HOST}"
TIMEOUT_SECONDS = 60


@dataclass(frozen=True)
class Answer:
    """What the web server sent back."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def location(self) -> str:
        return self.headers.get("location", "").removeprefix(ORIGIN)

    def hidden_fields(self, action: str = "") -> dict[str, str]:
        """Return the hidden fields of the first form, or of the one that is sent to a path."""
        soup = BeautifulSoup(self.text, "html.parser")
        forms = soup.main.find_all("form") if soup.main else soup.find_all("form")
        form = next(item for item in forms if str(item.get("action", "")).endswith(action))
        return {
            str(item["name"]): str(item.get("value", ""))
            for item in form.find_all("input", type="hidden")
        }


class Visitor:
    """One browser session with the service on a port of this machine."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        return self.send("GET", path)

    def open_page(self, path: str) -> Answer:
        """Return a page whose opening is recorded, and record it."""
        form = BeautifulSoup(self.get(path).text, "html.parser").find(id="open-page")
        token = form.find("input")["value"]
        self.send("POST", f"{path}/open", urlencode({"csrf_token": token}).encode())
        return self.get(path)

    def post(self, path: str, data: Mapping[str, object], *, form_at: str | None = None) -> Answer:
        """Fill in the form of a page, which is at the same path unless told otherwise."""
        action = "" if form_at is None else path
        fields = self.get(form_at or path).hidden_fields(action) | dict(data)
        return self.send("POST", path, urlencode(fields, doseq=True).encode())

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        sent = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **(headers or {}),
        }
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=TIMEOUT_SECONDS)
        try:
            with suppress(BrokenPipeError, ConnectionResetError):  # it may refuse unread
                connection.request(method, path, body, sent)
            response = connection.getresponse()
            received = response.getheaders()
            content = response.read()
        finally:
            connection.close()
        for name, value in received:
            if name.lower() == "set-cookie":
                self._keep_cookie(value)
        return Answer(response.status, {name.lower(): value for name, value in received}, content)

    def _keep_cookie(self, value: str) -> None:
        name, _, rest = value.partition("=")
        content = rest.partition(";")[0]
        if re.search(r"max-age=0\b|expires=thu, 01 jan 1970", value, re.IGNORECASE) or not content:
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = content
