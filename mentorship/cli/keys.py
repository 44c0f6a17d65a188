"""The command that rotates the keys of the data."""

import click

from mentorship.cli.errors import report_errors
from mentorship.runtime import current_runtime


@click.command("rotate-keys")
@report_errors
def rotate_keys() -> None:
    """Wrap every person's data key by the newest encryption key of the key file.

    Add that key first (python -m mentorship.privacy.make_keys --add-encryption-key FILE) and
    restart the service. It goes on working meanwhile; if this is interrupted, run it again.
    """
    store = current_runtime().key_store
    to_rewrap = store.count_to_rewrap()
    with click.progressbar(length=to_rewrap, label="Wrapping data keys") as progress:
        for number in store.rewrap():
            progress.update(number)
    click.echo(
        f"{to_rewrap} data keys wrapped anew. Nothing needs the older encryption keys any more: "
        "take them out of the key file, and destroy their copies."
    )


COMMANDS = (rotate_keys,)
