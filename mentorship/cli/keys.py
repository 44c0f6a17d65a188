"""Commands about the keys of people: rotate them, and finish what their destruction began."""

import click

from mentorship.after_commit import commit
from mentorship.cli.errors import report_errors
from mentorship.extensions import db
from mentorship.runtime import current_runtime
from mentorship.services import erased_data


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


@click.command("finish-erasures")
@report_errors
def finish_erasures() -> None:
    """Delete from a restored database the people who were erased since the backup was made."""
    number = erased_data.delete_unreadable_people(db.session)
    commit(db.session)
    click.echo(f"{number} people deleted whose keys are destroyed.")


COMMANDS = (rotate_keys, finish_erasures)
