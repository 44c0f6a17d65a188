"""The settings of the web server, read by ``gunicorn`` in this folder and by ``flask serve``."""

import sys
from typing import Any

from mentorship.errors import ConfigurationError
from mentorship.web.page_urls import require_site_url

wsgi_app = "wsgi:app"
bind = "127.0.0.1:8000"
workers = 2
timeout = 60  # the longest import of a spreadsheet takes half of it
# Import once: the workers are forked from the process that has the application.
preload_app = True
# From the reverse proxy, X-Forwarded-Proto alone is believed. By default a visitor's SCRIPT_NAME or
# PATH_INFO header, if the proxy passes it on, would change the path of the request.
forwarder_headers = ""
worker_class = "mentorship.web.gunicorn_classes.Worker"
loglevel = "warning"  # not every start of a process
logger_class = "mentorship.web.gunicorn_classes.Logger"
control_socket_disable = True


def on_starting(server: Any) -> None:
    """Refuse to start, with the reason in one line, if the operator did not name the site."""
    try:
        with server.app.wsgi().app_context():
            require_site_url()
    except ConfigurationError as error:
        sys.exit(str(error))
