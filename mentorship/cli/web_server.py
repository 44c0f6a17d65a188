"""gunicorn, started from Python with an application that is already imported."""

from flask import Flask
from gunicorn.app.base import BaseApplication


class WebServer(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """The web server on one port of this machine."""

    def __init__(self, app: Flask, port: int) -> None:
        self._app = app
        self._settings = {
            "bind": f"127.0.0.1:{port}",
            "workers": 2,
            "timeout": 60,
            # Below "error", gunicorn logs the addresses that malformed requests come from.
            "loglevel": "error",
            "control_socket_disable": True,
            # Import once: the workers are forked from the process that has the application.
            "preload_app": True,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._app
