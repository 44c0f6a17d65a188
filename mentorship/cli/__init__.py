"""The subcommands of ``flask``, one module for each subject."""

from flask import Flask

from mentorship.cli import accounts, audit, demo, imports, keys, matching, rounds, serving


def init_app(app: Flask) -> None:
    for module in (rounds, accounts, imports, matching, keys, audit, demo, serving):
        for command in module.COMMANDS:
            app.cli.add_command(command)
