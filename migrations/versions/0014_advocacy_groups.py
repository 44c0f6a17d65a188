"""Advocacy groups: who is in them, what they plan, write and decide, their campaigns."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

TABLES = (
    'advocacy_group',
    'group_member',
    'campaign',
    'group_goal',
    'group_decision',
    'group_document',
    'group_step',
    'campaign_office',
    'campaign_talk',
)


def upgrade() -> None:
    op.create_table(
        'advocacy_group',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('is_findable', sa.Boolean(), nullable=False),
        sa.Column('link_index', sa.LargeBinary(), nullable=False),
        sa.Column('key_id', sa.LargeBinary(length=16), nullable=False),
        sa.Column('row_token', sa.LargeBinary(length=16), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_advocacy_group')),
        sa.UniqueConstraint('key_id', name=op.f('uq_advocacy_group_key_id')),
        sa.UniqueConstraint('link_index', name=op.f('uq_advocacy_group_link_index')),
        sqlite_autoincrement=True,
    )
    op.create_table(
        'group_member',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('group_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('alias_index', sa.LargeBinary(), nullable=True),
        sa.Column('is_lead', sa.Boolean(), nullable=False),
        sa.Column('asked_at', sa.DateTime(), nullable=False),
        sa.Column('accepted_at', sa.DateTime(), nullable=True),
        sa.Column('declined_at', sa.DateTime(), nullable=True),
        sa.Column('not_participant_since', sa.DateTime(), nullable=True),
        sa.Column('row_token', sa.LargeBinary(length=16), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['group_id'], ['advocacy_group.id'], name=op.f('fk_group_member_group_id_advocacy_group'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_group_member_person_id_person'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_group_member')),
        sa.UniqueConstraint('group_id', 'alias_index', name=op.f('uq_group_member_group_id_alias_index')),
        sa.UniqueConstraint('group_id', 'person_id', name=op.f('uq_group_member_group_id_person_id')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_group_member_person_id'), 'group_member', ['person_id'])
    create_table_of_group('campaign')
    create_table_of_group('group_goal')
    create_table_of_group('group_decision', sa.Column('decided_on', sa.Date(), nullable=False))
    create_table_of_group('group_document', *reference('group_document', 'campaign_id', 'campaign', 'SET NULL'))
    create_table_of_group(
        'group_step',
        *reference('group_step', 'goal_id', 'group_goal', 'CASCADE'),
        *reference('group_step', 'assigned_to', 'group_member', 'SET NULL'),
        sa.Column('due_on', sa.Date(), nullable=True),
        sa.Column('done_at', sa.DateTime(), nullable=True),
    )
    create_table_of_group('campaign_office', *reference('campaign_office', 'campaign_id', 'campaign', 'CASCADE'))
    create_table_of_group(
        'campaign_talk',
        *reference('campaign_talk', 'office_id', 'campaign_office', 'CASCADE'),
        sa.Column('held_on', sa.Date(), nullable=False),
        sa.Column('promised_for', sa.Date(), nullable=True),
    )
    for table, column in (
        ('group_document', 'campaign_id'),
        ('group_step', 'goal_id'),
        ('group_step', 'assigned_to'),
        ('campaign_office', 'campaign_id'),
        ('campaign_talk', 'office_id'),
    ):
        op.create_index(op.f(f'ix_{table}_{column}'), table, [column])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def create_table_of_group(name: str, *more: Any) -> None:
    """Create a table with the columns of everything that a group writes."""
    op.create_table(
        name,
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('group_id', sa.Integer(), nullable=False),
        sa.Column('written_by', sa.Integer(), nullable=True),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        *more,
        sa.Column('row_token', sa.LargeBinary(length=16), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['group_id'], ['advocacy_group.id'], name=op.f(f'fk_{name}_group_id_advocacy_group'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['written_by'], ['person.id'], name=op.f(f'fk_{name}_written_by_person'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{name}')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f(f'ix_{name}_group_id'), name, ['group_id'])


def reference(table: str, column: str, other: str, ondelete: str) -> tuple[Any, Any]:
    """Return a column that refers to a row of another table, with its constraint."""
    key = sa.ForeignKeyConstraint([column], [f'{other}.id'], name=op.f(f'fk_{table}_{column}_{other}'), ondelete=ondelete)
    return sa.Column(column, sa.Integer(), nullable=ondelete == 'SET NULL'), key
