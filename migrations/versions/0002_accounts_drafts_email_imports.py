"""Add user names, two-factor sign-in, email, drafts and imports from a page."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('person') as batch_op:
        batch_op.drop_constraint(op.f('uq_person_email_index'), type_='unique')
        batch_op.alter_column('encrypted_email', new_column_name='encrypted_sign_in_name')
        batch_op.alter_column('email_index', new_column_name='sign_in_index')
        batch_op.add_column(sa.Column('next_email', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('language', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('totp_secret', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('totp_used', sa.Integer(), nullable=True))
    with op.batch_alter_table('person') as batch_op:
        batch_op.create_unique_constraint(op.f('uq_person_sign_in_index'), ['sign_in_index'])
    with op.batch_alter_table('application') as batch_op:
        batch_op.alter_column('privacy_notice', existing_type=sa.Date(), nullable=True)
    with op.batch_alter_table('profile') as batch_op:
        batch_op.add_column(sa.Column('steps_done', sa.LargeBinary(), nullable=True))

    op.create_table('passkey',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('credential_index', sa.LargeBinary(), nullable=False),
    sa.Column('credential', sa.LargeBinary(), nullable=False),
    sa.Column('sign_count', sa.Integer(), nullable=False),
    sa.Column('name', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_passkey_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passkey')),
    sa.UniqueConstraint('credential_index', name=op.f('uq_passkey_credential_index'))
    )
    op.create_index(op.f('ix_passkey_person_id'), 'passkey', ['person_id'])
    op.create_table('recovery_code',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('code_index', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_recovery_code_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_code')),
    sa.UniqueConstraint('code_index', name=op.f('uq_recovery_code_code_index'))
    )
    op.create_index(op.f('ix_recovery_code_person_id'), 'recovery_code', ['person_id'])
    op.create_table('attempt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_index', sa.LargeBinary(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempt'))
    )
    op.create_index(op.f('ix_attempt_account_index'), 'attempt', ['account_index'])
    op.create_table('letter',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('sign up', 'recover', 'change email', 'moved', 'news', name='letterkind', native_enum=False, length=20), nullable=False),
    sa.Column('recipient', sa.LargeBinary(), nullable=False),
    sa.Column('recipient_index', sa.LargeBinary(), nullable=False),
    sa.Column('language', sa.LargeBinary(), nullable=False),
    sa.Column('subject', sa.LargeBinary(), nullable=True),
    sa.Column('body', sa.LargeBinary(), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('lease_until', sa.DateTime(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('sent_at', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letter'))
    )
    op.create_index(op.f('ix_letter_recipient_index'), 'letter', ['recipient_index'])
    op.create_table('import_sheet',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('uploaded_by', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('mapping', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_import_sheet_round_id_round')),
    sa.ForeignKeyConstraint(['uploaded_by'], ['person.id'], name=op.f('fk_import_sheet_uploaded_by_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_sheet')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_import_sheet_round_id'), 'import_sheet', ['round_id'])
    op.create_table('import_mapping',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('headers_index', sa.LargeBinary(), nullable=False),
    sa.Column('mapping', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_mapping')),
    sa.UniqueConstraint('headers_index', name=op.f('uq_import_mapping_headers_index'))
    )


def downgrade() -> None:
    for table in ('import_mapping', 'import_sheet', 'letter', 'attempt', 'recovery_code', 'passkey'):
        op.drop_table(table)
    with op.batch_alter_table('profile') as batch_op:
        batch_op.drop_column('steps_done')
    # The older tables know neither drafts nor people without an email address.
    op.execute("DELETE FROM profile WHERE application_id IN (SELECT id FROM application WHERE privacy_notice IS NULL)")
    op.execute("DELETE FROM application WHERE privacy_notice IS NULL")
    with op.batch_alter_table('application') as batch_op:
        batch_op.alter_column('privacy_notice', existing_type=sa.Date(), nullable=False)
    with op.batch_alter_table('person') as batch_op:
        batch_op.drop_constraint(op.f('uq_person_sign_in_index'), type_='unique')
        batch_op.alter_column('encrypted_sign_in_name', new_column_name='encrypted_email')
        batch_op.alter_column('sign_in_index', new_column_name='email_index')
        for column in ('next_email', 'language', 'totp_secret', 'totp_used'):
            batch_op.drop_column(column)
    with op.batch_alter_table('person') as batch_op:
        batch_op.create_unique_constraint(op.f('uq_person_email_index'), ['email_index'])
