"""Add what remains of an erasure, what an unclear exclusion means, and forms that were not sent.

`application.has_unknown_time` tells an import what it may replace, and `person.news_emailed_at` keeps several pieces of news from becoming several emails.
"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'erasure_mark',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name_index', sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure_mark')),
        sa.UniqueConstraint('name_index', name=op.f('uq_erasure_mark_name_index')),
        sqlite_autoincrement=True,
    )
    op.create_table(
        'erased_pair',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('role', sa.String(length=20), nullable=False),
        sa.Column('had_started', sa.Boolean(), nullable=False),
        sa.Column('erased_at', sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_erased_pair_person_id_person'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_erased_pair')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_erased_pair_person_id'), 'erased_pair', ['person_id'])
    op.create_table(
        'exclusion_answer',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('application_id', sa.Integer(), nullable=False),
        sa.Column('answered_by', sa.Integer(), nullable=True),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('row_token', sa.LargeBinary(length=16), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_exclusion_answer_application_id_application'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['answered_by'], ['person.id'], name=op.f('fk_exclusion_answer_answered_by_person'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_exclusion_answer')),
        sa.UniqueConstraint('application_id', name=op.f('uq_exclusion_answer_application_id')),
        sqlite_autoincrement=True,
    )
    op.create_table(
        'unsent_form',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('page_index', sa.LargeBinary(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('key_id', sa.LargeBinary(length=16), nullable=False),
        sa.Column('row_token', sa.LargeBinary(length=16), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_unsent_form_person_id_person'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_unsent_form')),
        sa.UniqueConstraint('key_id', name=op.f('uq_unsent_form_key_id')),
        sqlite_autoincrement=True,
    )
    for column in ('person_id', 'page_index'):
        op.create_index(op.f(f'ix_unsent_form_{column}'), 'unsent_form', [column])
    unknown_time = sa.Column('has_unknown_time', sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column('application', unknown_time)
    op.add_column('person', sa.Column('news_emailed_at', sa.DateTime(), nullable=True))


def downgrade() -> None:
    # Earlier versions ask for consent when an application is sent, and tell drafts by its absence.
    op.execute("UPDATE application SET privacy_notice = NULL WHERE state = 'draft'")
    op.drop_column('application', 'has_unknown_time')
    op.drop_column('person', 'news_emailed_at')
    for table in ('unsent_form', 'exclusion_answer', 'erased_pair', 'erasure_mark'):
        op.drop_table(table)
