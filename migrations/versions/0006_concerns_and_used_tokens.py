"""Add concerns, which are told when a match ends, and the tokens that have been used.

An index orders the applications of a round by time, a page of them at once.
"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'concern',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('round_id', sa.Integer(), nullable=False),
        sa.Column('pair_id', sa.Integer(), nullable=True),
        sa.Column('written_by', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('done_at', sa.DateTime(), nullable=True),
        sa.Column('done_by', sa.Integer(), nullable=True),
        sa.Column('row_token', sa.LargeBinary(length=16), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_concern_round_id_round')),
        sa.ForeignKeyConstraint(['pair_id'], ['pair.id'], name=op.f('fk_concern_pair_id_pair'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['written_by'], ['person.id'], name=op.f('fk_concern_written_by_person'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['done_by'], ['person.id'], name=op.f('fk_concern_done_by_person'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_concern')),
        sqlite_autoincrement=True,
    )
    for column in ('round_id', 'pair_id', 'written_by'):
        op.create_index(op.f(f'ix_concern_{column}'), 'concern', [column])
    op.create_table(
        'used_token',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('digest', sa.LargeBinary(), nullable=False),
        sa.Column('expires_at', sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_used_token')),
        sa.UniqueConstraint('digest', name=op.f('uq_used_token_digest')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_used_token_expires_at'), 'used_token', ['expires_at'])
    op.create_index('ix_application_round_id_submitted_at', 'application', ['round_id', 'submitted_at'])


def downgrade() -> None:
    op.drop_index('ix_application_round_id_submitted_at', 'application')
    op.drop_table('used_token')
    op.drop_table('concern')
