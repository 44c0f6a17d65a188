"""Make the waitlist a column, and rename the email queue and the pending address."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

# Old word of the audit log, new word.
AUDIT_ACTIONS = (
    ('set aside', 'waitlist'),
    ('bring back', 'reinstate'),
    ('wish email', 'request email change'),
    ('forget second factors', 'reset two-factor'),
    ('begin app codes', 'enable app codes'),
    ('end app codes', 'disable app codes'),
)


def upgrade() -> None:
    with op.batch_alter_table('application') as batch_op:
        batch_op.add_column(sa.Column('waitlisted', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('application') as batch_op:
        batch_op.alter_column('waitlisted', existing_type=sa.Boolean(), server_default=None)
    fill_waitlisted()
    with op.batch_alter_table('person') as batch_op:
        batch_op.alter_column('next_email', new_column_name='pending_email')
    rename_email_table('letter', 'outgoing_email')
    for old, new in AUDIT_ACTIONS:
        rename_audit_action(old, new)


def fill_waitlisted() -> None:
    """Read from the audit log, for the last time, what coordinators decided last."""
    # An id may have belonged to an application that is deleted: older entries are about that.
    op.execute("""
        UPDATE application SET waitlisted = (1 = 1)
        WHERE state = 'waitlisted' OR 'set aside' = (
            SELECT action FROM audit_entry
            WHERE subject = 'application' AND subject_id = application.id
            AND at >= application.created_at AND action IN ('set aside', 'bring back')
            ORDER BY id DESC LIMIT 1
        )
    """)


def rename_email_table(old: str, new: str) -> None:
    op.drop_index(f'ix_{old}_recipient_index', old)
    op.rename_table(old, new)
    op.create_index(f'ix_{new}_recipient_index', new, ['recipient_index'])
    if op.get_bind().dialect.name == 'postgresql':
        op.execute(f'ALTER TABLE {new} RENAME CONSTRAINT pk_{old} TO pk_{new}')
        op.execute(f'ALTER SEQUENCE {old}_id_seq RENAME TO {new}_id_seq')


def rename_audit_action(old: str, new: str) -> None:
    entry = sa.table('audit_entry', sa.column('action'))
    op.execute(entry.update().where(entry.c.action == old).values(action=new))


def downgrade() -> None:
    # Withdrawn applications stay waitlisted: the audit log holds that decision too.
    for old, new in AUDIT_ACTIONS:
        rename_audit_action(new, old)
    rename_email_table('outgoing_email', 'letter')
    with op.batch_alter_table('person') as batch_op:
        batch_op.alter_column('pending_email', new_column_name='next_email')
    with op.batch_alter_table('application') as batch_op:
        batch_op.drop_column('waitlisted')
