"""Events: what everybody may read, the sealed place, and who has signed up."""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'event',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('starts_at', sa.DateTime(), nullable=False),
        sa.Column('ends_at', sa.DateTime(), nullable=False),
        sa.Column('area', sa.String(length=40), nullable=False),
        sa.Column('languages', sa.JSON(), nullable=False),
        sa.Column('has_interpreter', sa.Boolean(), nullable=False),
        sa.Column('capacity', sa.Integer(), nullable=True),
        sa.Column('is_public', sa.Boolean(), nullable=False),
        sa.Column('titles', sa.JSON(), nullable=False),
        sa.Column('descriptions', sa.JSON(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('created_by', sa.Integer(), nullable=True),
        sa.Column('published_at', sa.DateTime(), nullable=True),
        sa.Column('moved_at', sa.DateTime(), nullable=True),
        sa.Column('cancelled_at', sa.DateTime(), nullable=True),
        sa.Column('closed_at', sa.DateTime(), nullable=True),
        sa.Column('going_at_least', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['created_by'], ['person.id'], name=op.f('fk_event_created_by_person'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_event')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_event_ends_at'), 'event', ['ends_at'])
    op.create_table(
        'event_place',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key_id', sa.LargeBinary(length=16), nullable=False),
        sa.Column('row_token', sa.LargeBinary(length=16), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['id'], ['event.id'], name=op.f('fk_event_place_id_event'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_event_place')),
        sa.UniqueConstraint('key_id', name=op.f('uq_event_place_key_id')),
    )
    op.create_table(
        'event_sign_up',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('event_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('state', sa.String(length=20), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('row_token', sa.LargeBinary(length=16), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['event_id'], ['event_place.id'], name=op.f('fk_event_sign_up_event_id_event_place'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_event_sign_up_person_id_person'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_event_sign_up')),
        sa.UniqueConstraint('event_id', 'person_id', name=op.f('uq_event_sign_up_event_id_person_id')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_event_sign_up_person_id'), 'event_sign_up', ['person_id'])


def downgrade() -> None:
    for table in ('event_sign_up', 'event_place', 'event'):
        op.drop_table(table)
