"""The command that verifies the audit trail."""

import click

from mentorship.cli.errors import report_errors
from mentorship.extensions import db
from mentorship.services import audit_verification
from mentorship.services.audit_verification import Head

MAX_SHOWN = 50


@click.command("verify-audit")
@click.option("--head", "earlier", metavar="HEAD", help="A head that was written down earlier.")
@report_errors
def verify_audit(earlier: str | None) -> None:
    """Find entries of the audit trail that were changed, removed, moved or added.

    Whoever cuts off its end leaves no trace in it: so write the head down now and then, away from
    this machine, and give it here later.
    """
    written = None if earlier is None else parse_head(earlier)
    result = audit_verification.verify(db.session)
    sentences = [audit_verification.describe(finding) for finding in result.findings]
    if written is not None and not audit_verification.continues(db.session, written):
        sentences.append(f"The trail does not continue {written}: its end was cut off or replaced.")
    for sentence in sentences[:MAX_SHOWN]:
        click.echo(sentence)
    if len(sentences) > MAX_SHOWN:
        click.echo(f"... and {len(sentences) - MAX_SHOWN} more.")
    click.echo(f"{result.entries} entries, of which {result.erased} were erased with a person.")
    click.echo(f"Head: {result.head}")
    if sentences:
        raise click.ClickException("The audit trail is not as it was written.")
    click.echo("Every entry is as it was written.")


def parse_head(text: str) -> Head:
    head = Head.parse(text)
    if head is None:
        raise click.BadParameter(
            "a head looks like 120-4f2a-91c3-07be-d8a1-5e66", param_hint="--head"
        )
    return head


COMMANDS = (verify_audit,)
