"""The directory of resources: what it holds, what visitors suggest, files that are imported."""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'resource',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('hsds_id', sa.String(length=36), nullable=False),
        sa.Column('state', sa.String(length=20), nullable=False),
        sa.Column('checked_on', sa.Date(), nullable=True),
        sa.Column('checked_by', sa.String(length=20), nullable=True),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('changed_at', sa.DateTime(), nullable=False),
        sa.Column('revision', sa.Integer(), nullable=False),
        sa.Column('sort_name', sa.String(length=200), nullable=False),
        sa.Column('search_text', sa.Text(), nullable=False),
        sa.Column('document', sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_resource')),
        sa.UniqueConstraint('hsds_id', name=op.f('uq_resource_hsds_id')),
        sqlite_autoincrement=True,
    )
    op.create_index('ix_resource_state_changed_at', 'resource', ['state', 'changed_at', 'revision'], unique=False)
    op.create_table(
        'resource_suggestion',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('resource_id', sa.Integer(), nullable=True),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('key_id', sa.LargeBinary(length=16), nullable=False),
        sa.Column('row_token', sa.LargeBinary(length=16), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['resource_id'], ['resource.id'], name=op.f('fk_resource_suggestion_resource_id_resource'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_resource_suggestion')),
        sa.UniqueConstraint('key_id', name=op.f('uq_resource_suggestion_key_id')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_resource_suggestion_resource_id'), 'resource_suggestion', ['resource_id'], unique=False)
    op.create_table(
        'resource_tag',
        sa.Column('resource_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('code', sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(['resource_id'], ['resource.id'], name=op.f('fk_resource_tag_resource_id_resource'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('resource_id', 'kind', 'code', name=op.f('pk_resource_tag')),
    )
    op.create_table(
        'resource_upload',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('uploaded_by', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('key_id', sa.LargeBinary(length=16), nullable=False),
        sa.Column('row_token', sa.LargeBinary(length=16), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['uploaded_by'], ['person.id'], name=op.f('fk_resource_upload_uploaded_by_person'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_resource_upload')),
        sa.UniqueConstraint('key_id', name=op.f('uq_resource_upload_key_id')),
        sa.UniqueConstraint('uploaded_by', name=op.f('uq_resource_upload_uploaded_by')),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    # The keys of suggestions and uploads stay in the key store, where they open nothing any more.
    for table in ('resource_upload', 'resource_tag', 'resource_suggestion', 'resource'):
        op.drop_table(table)
