"""Match support: what pairs agree on, keep and say, what is due for them, safety mode.

What is due follows from a pair's history: the worker computes it for the pairs that exist.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

TABLES = (
    'safety_period',
    'agreement',
    'album_entry',
    'check_in',
    'contact_choice',
    'due_item',
    'exit_form',
    'goal',
    'pair_pause',
    'reminder',
    'support_entry',
    'meeting_reflection',
)


def upgrade() -> None:
    op.create_table(
        'safety_period',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('region', sa.String(length=40), nullable=False),
        sa.Column('started_at', sa.DateTime(), nullable=False),
        sa.Column('ended_at', sa.DateTime(), nullable=True),
        sa.Column('started_by', sa.Integer(), nullable=True),
        sa.Column('ended_by', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['ended_by'], ['person.id'], name=op.f('fk_safety_period_ended_by_person'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['started_by'], ['person.id'], name=op.f('fk_safety_period_started_by_person'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_safety_period')),
        sqlite_autoincrement=True,
    )
    op.create_index('uq_safety_period_open', 'safety_period', ['region'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.create_table(
        'agreement',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('pair_id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('mentee_agreed_at', sa.DateTime(), nullable=True),
        sa.Column('mentor_agreed_at', sa.DateTime(), nullable=True),
        sa.Column('since', sa.Date(), nullable=True),
        sa.Column('row_token', sa.LargeBinary(length=16), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_agreement_pair_id_pair'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement')),
        sa.UniqueConstraint('pair_id', 'number', name=op.f('uq_agreement_pair_id_number')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_agreement_pair_id'), 'agreement', ['pair_id'])
    op.create_table(
        'album_entry',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('pair_id', sa.Integer(), nullable=False),
        sa.Column('written_by', sa.Integer(), nullable=True),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('row_token', sa.LargeBinary(length=16), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_album_entry_pair_id_pair'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['written_by'], ['person.id'], name=op.f('fk_album_entry_written_by_person'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_album_entry')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_album_entry_pair_id'), 'album_entry', ['pair_id'])
    op.create_table(
        'check_in',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('pair_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('answered_on', sa.Date(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('row_token', sa.LargeBinary(length=16), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_check_in_pair_id_pair'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_check_in_person_id_person'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_check_in')),
        sa.UniqueConstraint('pair_id', 'person_id', 'answered_on', name=op.f('uq_check_in_pair_id_person_id_answered_on')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_check_in_pair_id'), 'check_in', ['pair_id'])
    op.create_index(op.f('ix_check_in_person_id'), 'check_in', ['person_id'])
    op.create_table(
        'contact_choice',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('pair_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('row_token', sa.LargeBinary(length=16), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_contact_choice_pair_id_pair'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_contact_choice_person_id_person'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_choice')),
        sa.UniqueConstraint('pair_id', 'person_id', name=op.f('uq_contact_choice_pair_id_person_id')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_contact_choice_pair_id'), 'contact_choice', ['pair_id'])
    op.create_index(op.f('ix_contact_choice_person_id'), 'contact_choice', ['person_id'])
    op.create_table(
        'due_item',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('pair_id', sa.Integer(), nullable=False),
        sa.Column('rule', sa.String(length=40), nullable=False),
        sa.Column('party', sa.String(length=20), nullable=False),
        sa.Column('since', sa.Date(), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=True),
        sa.Column('done_on', sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_due_item_pair_id_pair'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_due_item')),
        sa.UniqueConstraint('pair_id', 'rule', 'party', name=op.f('uq_due_item_pair_id_rule_party')),
        sqlite_autoincrement=True,
    )
    op.create_index('ix_due_item_by_rule', 'due_item', ['rule', 'pair_id', 'due_on', 'done_on'])
    is_open = sa.text('done_on IS NULL')
    op.create_index('ix_due_item_by_day', 'due_item', ['due_on', 'id', 'rule', 'pair_id'], sqlite_where=is_open, postgresql_where=is_open)
    op.create_table(
        'exit_form',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('pair_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('row_token', sa.LargeBinary(length=16), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_exit_form_pair_id_pair'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_exit_form_person_id_person'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_exit_form')),
        sa.UniqueConstraint('pair_id', 'person_id', name=op.f('uq_exit_form_pair_id_person_id')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_exit_form_pair_id'), 'exit_form', ['pair_id'])
    op.create_index(op.f('ix_exit_form_person_id'), 'exit_form', ['person_id'])
    op.create_table(
        'goal',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('pair_id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=True),
        sa.Column('reached_on', sa.Date(), nullable=True),
        sa.Column('row_token', sa.LargeBinary(length=16), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_goal_pair_id_pair'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_goal')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_goal_pair_id'), 'goal', ['pair_id'])
    op.create_table(
        'pair_pause',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('pair_id', sa.Integer(), nullable=False),
        sa.Column('started_at', sa.DateTime(), nullable=False),
        sa.Column('ended_at', sa.DateTime(), nullable=True),
        sa.Column('started_by', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_pair_pause_pair_id_pair'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['started_by'], ['person.id'], name=op.f('fk_pair_pause_started_by_person'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_pair_pause')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_pair_pause_pair_id'), 'pair_pause', ['pair_id'])
    op.create_index('uq_pair_pause_open', 'pair_pause', ['pair_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.create_table(
        'reminder',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('pair_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('about', sa.String(length=40), nullable=False),
        sa.Column('since', sa.Date(), nullable=False),
        sa.Column('stage', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_reminder_pair_id_pair'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_reminder_person_id_person'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder')),
        sa.UniqueConstraint('pair_id', 'person_id', 'about', 'since', 'stage', name=op.f('uq_reminder_pair_id_person_id_about_since_stage')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_reminder_pair_id'), 'reminder', ['pair_id'])
    op.create_index(op.f('ix_reminder_person_id'), 'reminder', ['person_id'])
    op.create_table(
        'support_entry',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('pair_id', sa.Integer(), nullable=False),
        sa.Column('rule', sa.String(length=40), nullable=False),
        sa.Column('party', sa.String(length=20), nullable=False),
        sa.Column('outcome', sa.String(length=20), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('until', sa.Date(), nullable=True),
        sa.Column('was_right', sa.Boolean(), nullable=True),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('written_by', sa.Integer(), nullable=True),
        sa.Column('row_token', sa.LargeBinary(length=16), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_support_entry_pair_id_pair'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['written_by'], ['person.id'], name=op.f('fk_support_entry_written_by_person'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_support_entry')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_support_entry_pair_id'), 'support_entry', ['pair_id'])
    op.create_table(
        'meeting_reflection',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('pair_id', sa.Integer(), nullable=False),
        sa.Column('meeting_id', sa.Integer(), nullable=True),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('held_on', sa.Date(), nullable=False),
        sa.Column('row_token', sa.LargeBinary(length=16), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_meeting_reflection_meeting_id_meeting'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_meeting_reflection_pair_id_pair'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_meeting_reflection_person_id_person'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_reflection')),
        sa.UniqueConstraint('meeting_id', 'person_id', name=op.f('uq_meeting_reflection_meeting_id_person_id')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_meeting_reflection_meeting_id'), 'meeting_reflection', ['meeting_id'])
    op.create_index(op.f('ix_meeting_reflection_pair_id'), 'meeting_reflection', ['pair_id'])
    op.create_index(op.f('ix_meeting_reflection_person_id'), 'meeting_reflection', ['person_id'])
    with changed_table('erased_pair') as batch_op:
        batch_op.add_column(sa.Column('coordinator_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('coordinator_saw_at', sa.DateTime(), nullable=True))
        batch_op.create_foreign_key(op.f('fk_erased_pair_coordinator_id_person'), 'person', ['coordinator_id'], ['id'], ondelete='SET NULL')
    op.create_index(op.f('ix_erased_pair_coordinator_id'), 'erased_pair', ['coordinator_id'])
    for column in (
        sa.Column('closes_on', sa.Date(), nullable=True),
        sa.Column('closure', sa.String(length=20), nullable=True),
        sa.Column('scheduled_by', sa.String(length=16), nullable=True),
    ):
        op.add_column('pair', column)
    op.create_index(op.f('ix_pair_scheduled_by'), 'pair', ['scheduled_by'])


def downgrade() -> None:
    op.drop_index(op.f('ix_pair_scheduled_by'), table_name='pair')
    for column in ('scheduled_by', 'closure', 'closes_on'):
        op.drop_column('pair', column)
    op.drop_index(op.f('ix_erased_pair_coordinator_id'), table_name='erased_pair')
    with changed_table('erased_pair') as batch_op:
        batch_op.drop_constraint(op.f('fk_erased_pair_coordinator_id_person'), type_='foreignkey')
        batch_op.drop_column('coordinator_saw_at')
        batch_op.drop_column('coordinator_id')
    for table in reversed(TABLES):
        op.drop_table(table)


@contextmanager
def changed_table(name: str) -> Iterator[BatchOperations]:
    """Change the constraints of a table; on SQLite it is made anew, and goes on counting its ids."""
    if op.get_bind().dialect.name != 'sqlite':
        with op.batch_alter_table(name) as batch_op:
            yield batch_op
        return
    last_id = sa.text('SELECT seq FROM sqlite_sequence WHERE name = :name')
    former = op.get_bind().execute(last_id, {'name': name}).scalar()
    options = {'sqlite_autoincrement': True}
    with op.batch_alter_table(name, recreate='always', table_kwargs=options) as batch_op:
        yield batch_op
    for statement in (
        'DELETE FROM sqlite_sequence WHERE name = :name',
        'INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)',
    ):
        op.get_bind().execute(sa.text(statement), {'name': name, 'seq': former or 0})
