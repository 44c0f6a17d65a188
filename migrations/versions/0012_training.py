"""Training: modules, the versions of their texts, and who has done which.

The modules that come along need no row before somebody changes or does them.
"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'training_module',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('code', sa.String(length=40), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('is_about_rights', sa.Boolean(), nullable=False),
        sa.Column('for_mentees', sa.String(length=20), nullable=False),
        sa.Column('for_mentors', sa.String(length=20), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('retired_at', sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_training_module')),
        sa.UniqueConstraint('code', name=op.f('uq_training_module_code')),
        sqlite_autoincrement=True,
    )
    op.create_table(
        'training_text',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('module_id', sa.Integer(), nullable=False),
        sa.Column('language', sa.String(length=10), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('source_version', sa.Integer(), nullable=False),
        sa.Column('confirmed_version', sa.Integer(), nullable=True),
        sa.Column('title', sa.String(length=80), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('questions', sa.Text(), nullable=False),
        sa.Column('task', sa.Text(), nullable=False),
        sa.Column('local', sa.Text(), nullable=False),
        sa.Column('created_by', sa.Integer(), nullable=True),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(['created_by'], ['person.id'], name=op.f('fk_training_text_created_by_person'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['module_id'], ['training_module.id'], name=op.f('fk_training_text_module_id_training_module'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_training_text')),
        sa.UniqueConstraint('module_id', 'language', 'version', name=op.f('uq_training_text_module_id_language_version')),
        sqlite_autoincrement=True,
    )
    op.create_table(
        'training_progress',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('module_id', sa.Integer(), nullable=False),
        sa.Column('done_at', sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(['module_id'], ['training_module.id'], name=op.f('fk_training_progress_module_id_training_module'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_training_progress_person_id_person'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_training_progress')),
        sa.UniqueConstraint('person_id', 'module_id', name=op.f('uq_training_progress_person_id_module_id')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_training_progress_module_id'), 'training_progress', ['module_id'])
    op.create_index(op.f('ix_training_progress_person_id'), 'training_progress', ['person_id'])


def downgrade() -> None:
    op.drop_index(op.f('ix_training_progress_person_id'), table_name='training_progress')
    op.drop_index(op.f('ix_training_progress_module_id'), table_name='training_progress')
    op.drop_table('training_progress')
    op.drop_table('training_text')
    op.drop_table('training_module')
