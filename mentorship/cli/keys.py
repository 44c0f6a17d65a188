"""Commands about the keys of people: rotate them, and finish what their destruction began."""

import click

from mentorship.after_commit import commit
from mentorship.cli.errors import report_errors
from mentorship.extensions import db
from mentorship.models import COORDINATOR
from mentorship.runtime import current_runtime
from mentorship.services import erased_data
from mentorship.services.accounts import passwords, staff
from mentorship.services.pairs import pairs


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
        f"{to_rewrap} data keys wrapped anew. A process that has not been restarted since the key "
        "was added still wraps by the old one. Once all are, and this says 0, take the older "
        "encryption keys out of the key file, and destroy their copies."
    )


@click.command("finish-restore")
@click.option("--commit", "save", is_flag=True, help="Save; without it this only counts.")
@report_errors
def finish_restore(save: bool) -> None:
    """After restoring an older database: erase again who was erased since, end every session."""
    rows = len(list(erased_data.restored_rows(db.session)))
    coordinators = staff.count_with_role(db.session, COORDINATOR)
    live = pairs.count_live(db.session)
    click.echo(f"{rows} rows of people, emails and uploads were erased since: to be deleted.")
    click.echo(
        f"{coordinators} coordinators and {live} introductions and matches are as they were at the "
        "time of the backup. Check whether some of them have ended since."
    )
    if not save:
        click.echo("Nothing is changed yet. Add --commit to delete, and to end every session.")
        return
    erased_data.erase_restored(db.session)
    passwords.end_all_sessions(db.session)
    commit(db.session)
    click.echo("Done.")


COMMANDS = (rotate_keys, finish_restore)
