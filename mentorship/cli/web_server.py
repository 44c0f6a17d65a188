"""gunicorn, started from Python with an application that is already imported."""

from flask import Flask
from gunicorn.app.base import Application

from mentorship.config import ROOT


class WebServer(Application):  # type: ignore[misc]  # gunicorn has no types
    """The web server on one port of this machine, with the settings of ``gunicorn.conf.py``."""

    def __init__(self, app: Flask, port: int) -> None:
        self._app = app
        self._port = port
        super().__init__()

    def load_config(self) -> None:
        self.load_config_from_file(str(ROOT / "gunicorn.conf.py"))
        self.cfg.set("bind", f"127.0.0.1:{self._port}")

    def load(self) -> Flask:
        return self._app
