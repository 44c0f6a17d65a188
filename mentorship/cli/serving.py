"""Commands that run the background worker, alone or with the web server."""

import os
import sys

import click
from flask import current_app

from mentorship.extensions import db
from mentorship.process_supervisor import supervise

port_option = click.option(
    "--port", type=click.IntRange(1, 65535), default=5000, show_default=True, envvar="PORT"
)


@click.command("work")
def work() -> None:
    """Run the background worker until interrupted."""
    current_app.extensions["jobs"].run_worker()


@click.command("serve")
@port_option
def serve(port: int) -> None:
    """Run the web server and the background worker until Ctrl-C."""
    serve_until_stopped(port)


def serve_until_stopped(port: int) -> None:
    # Imported here because mentorship imports the commands, and only this command needs gunicorn.
    from mentorship import create_app
    from mentorship.cli.web_server import WebServer

    # The links in the demonstration's emails name the port, so the application that is served
    # is built once the port is known.
    os.environ["PORT"] = str(port)
    app = create_app()
    # A database connection must not be shared by the processes that are forked now.
    db.session.remove()
    db.engine.dispose()

    def run_worker() -> None:
        # On SIGHUP, huey replaces its process by the command in sys.argv.
        sys.argv[1:] = ["work"]
        app.extensions["jobs"].run_worker()

    supervise(web=WebServer(app, port).run, worker=run_worker)


COMMANDS = (work, serve)
