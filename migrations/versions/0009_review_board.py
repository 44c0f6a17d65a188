"""The review board: saved settings, what a run was computed from, decisions that can be undone.

A suggestion that was approved has been introduced: `approved` is now the word for a draft.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

suggestion = sa.table('suggestion', sa.column('id'), sa.column('match_run_id'), sa.column('state'), sa.column('rank'))
match_run = sa.table('match_run', sa.column('state'), sa.column('failure'))
ban = sa.table('ban', sa.column('id'), sa.column('row_token', sa.LargeBinary()), sa.column('sealed', sa.LargeBinary()))


def upgrade() -> None:
    op.create_table('match_settings', sa.Column('id', sa.Integer(), nullable=False), sa.Column('name', sa.String(length=60), nullable=False), sa.Column('version', sa.Integer(), nullable=False), sa.Column('document', sa.JSON(), nullable=False), sa.Column('created_at', sa.DateTime(), nullable=False), sa.Column('created_by', sa.Integer(), nullable=True), sa.ForeignKeyConstraint(['created_by'], ['person.id'], name=op.f('fk_match_settings_created_by_person'), ondelete='SET NULL'), sa.PrimaryKeyConstraint('id', name=op.f('pk_match_settings')), sa.UniqueConstraint('name', 'version', name=op.f('uq_match_settings_name_version')), sqlite_autoincrement=True )
    op.create_table('person_constraint', sa.Column('id', sa.Integer(), nullable=False), sa.Column('application_id', sa.Integer(), nullable=False), sa.Column('created_by', sa.Integer(), nullable=True), sa.Column('created_at', sa.DateTime(), nullable=False), sa.Column('row_token', sa.LargeBinary(length=16), nullable=False), sa.Column('sealed', sa.LargeBinary(), nullable=False), sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_person_constraint_application_id_application'), ondelete='CASCADE'), sa.ForeignKeyConstraint(['created_by'], ['person.id'], name=op.f('fk_person_constraint_created_by_person'), ondelete='SET NULL'), sa.PrimaryKeyConstraint('id', name=op.f('pk_person_constraint')), sqlite_autoincrement=True )
    op.create_index(op.f('ix_person_constraint_application_id'), 'person_constraint', ['application_id'], unique=False)
    op.create_table('run_input', sa.Column('id', sa.Integer(), nullable=False), sa.Column('match_run_id', sa.Integer(), nullable=False), sa.Column('created_at', sa.DateTime(), nullable=False), sa.Column('key_id', sa.LargeBinary(length=16), nullable=False), sa.Column('row_token', sa.LargeBinary(length=16), nullable=False), sa.Column('sealed', sa.LargeBinary(), nullable=False), sa.Column('sealed_problem', sa.LargeBinary(), nullable=False), sa.ForeignKeyConstraint(['match_run_id'], ['match_run.id'], name=op.f('fk_run_input_match_run_id_match_run'), ondelete='CASCADE'), sa.PrimaryKeyConstraint('id', name=op.f('pk_run_input')), sa.UniqueConstraint('key_id', name=op.f('uq_run_input_key_id')), sa.UniqueConstraint('match_run_id', name=op.f('uq_run_input_match_run_id')), sqlite_autoincrement=True )
    op.create_table('board', sa.Column('id', sa.Integer(), nullable=False), sa.Column('run_input_id', sa.Integer(), nullable=False), sa.Column('version', sa.Integer(), nullable=False), sa.Column('row_token', sa.LargeBinary(length=16), nullable=False), sa.Column('sealed', sa.LargeBinary(), nullable=False), sa.ForeignKeyConstraint(['run_input_id'], ['run_input.id'], name=op.f('fk_board_run_input_id_run_input'), ondelete='CASCADE'), sa.PrimaryKeyConstraint('id', name=op.f('pk_board')), sa.UniqueConstraint('run_input_id', name=op.f('uq_board_run_input_id')), sqlite_autoincrement=True )
    op.create_table('run_analysis', sa.Column('id', sa.Integer(), nullable=False), sa.Column('run_input_id', sa.Integer(), nullable=False), sa.Column('created_at', sa.DateTime(), nullable=False), sa.Column('row_token', sa.LargeBinary(length=16), nullable=False), sa.Column('sealed', sa.LargeBinary(), nullable=False), sa.ForeignKeyConstraint(['run_input_id'], ['run_input.id'], name=op.f('fk_run_analysis_run_input_id_run_input'), ondelete='CASCADE'), sa.PrimaryKeyConstraint('id', name=op.f('pk_run_analysis')), sa.UniqueConstraint('run_input_id', name=op.f('uq_run_analysis_run_input_id')), sqlite_autoincrement=True )
    op.create_table('board_decision', sa.Column('id', sa.Integer(), nullable=False), sa.Column('board_id', sa.Integer(), nullable=False), sa.Column('version', sa.Integer(), nullable=False), sa.Column('kind', sa.String(20), nullable=False), sa.Column('suggestion_id', sa.Integer(), nullable=False), sa.Column('decided_by', sa.Integer(), nullable=True), sa.Column('decided_at', sa.DateTime(), nullable=False), sa.Column('undone_at', sa.DateTime(), nullable=True), sa.Column('row_token', sa.LargeBinary(length=16), nullable=False), sa.Column('sealed', sa.LargeBinary(), nullable=False), sa.ForeignKeyConstraint(['board_id'], ['board.id'], name=op.f('fk_board_decision_board_id_board'), ondelete='CASCADE'), sa.ForeignKeyConstraint(['decided_by'], ['person.id'], name=op.f('fk_board_decision_decided_by_person'), ondelete='SET NULL'), sa.ForeignKeyConstraint(['suggestion_id'], ['suggestion.id'], name=op.f('fk_board_decision_suggestion_id_suggestion'), ondelete='CASCADE'), sa.PrimaryKeyConstraint('id', name=op.f('pk_board_decision')), sqlite_autoincrement=True )
    op.create_index(op.f('ix_board_decision_board_id'), 'board_decision', ['board_id'], unique=False)
    op.create_index(op.f('ix_board_decision_suggestion_id'), 'board_decision', ['suggestion_id'], unique=False)
    op.create_table('conversation', sa.Column('id', sa.Integer(), nullable=False), sa.Column('match_run_id', sa.Integer(), nullable=False), sa.Column('mentee_id', sa.Integer(), nullable=False), sa.Column('mentor_id', sa.Integer(), nullable=False), sa.Column('created_at', sa.DateTime(), nullable=False), sa.Column('invited_at', sa.DateTime(), nullable=True), sa.Column('mentee_answered_at', sa.DateTime(), nullable=True), sa.Column('mentor_answered_at', sa.DateTime(), nullable=True), sa.Column('row_token', sa.LargeBinary(length=16), nullable=False), sa.Column('sealed', sa.LargeBinary(), nullable=False), sa.ForeignKeyConstraint(['match_run_id'], ['match_run.id'], name=op.f('fk_conversation_match_run_id_match_run'), ondelete='CASCADE'), sa.ForeignKeyConstraint(['mentee_id'], ['application.id'], name=op.f('fk_conversation_mentee_id_application'), ondelete='CASCADE'), sa.ForeignKeyConstraint(['mentor_id'], ['application.id'], name=op.f('fk_conversation_mentor_id_application'), ondelete='CASCADE'), sa.PrimaryKeyConstraint('id', name=op.f('pk_conversation')), sa.UniqueConstraint('match_run_id', 'mentee_id', 'mentor_id', name=op.f('uq_conversation_match_run_id_mentee_id_mentor_id')), sqlite_autoincrement=True )
    op.create_index(op.f('ix_conversation_match_run_id'), 'conversation', ['match_run_id'], unique=False)
    op.create_index(op.f('ix_conversation_mentee_id'), 'conversation', ['mentee_id'], unique=False)
    op.create_index(op.f('ix_conversation_mentor_id'), 'conversation', ['mentor_id'], unique=False)
    with changed_table('match_run') as batch_op:
        batch_op.add_column(sa.Column('match_settings_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('input_digest', sa.String(length=64), nullable=True))
        batch_op.create_foreign_key(op.f('fk_match_run_match_settings_id_match_settings'), 'match_settings', ['match_settings_id'], ['id'])
    op.create_index(op.f('ix_match_run_match_settings_id'), 'match_run', ['match_settings_id'], unique=False)
    with changed_table('suggestion') as batch_op:
        batch_op.add_column(sa.Column('flagged_by', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('has_note', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.drop_constraint(op.f('uq_suggestion_match_run_id_rank'), type_='unique')
        batch_op.create_foreign_key(op.f('fk_suggestion_flagged_by_person'), 'person', ['flagged_by'], ['id'], ondelete='SET NULL')
    op.execute(suggestion.update().where(suggestion.c.state == 'approved').values(state='introduced'))
    seal_bans()


def seal_bans() -> None:
    """Give every ban a document, which is empty: nobody said why."""
    op.add_column('ban', sa.Column('row_token', sa.LargeBinary(length=16), nullable=True))
    op.add_column('ban', sa.Column('sealed', sa.LargeBinary(), nullable=True))
    for ban_id in op.get_bind().execute(sa.select(ban.c.id)).scalars().all():
        values = {'row_token': secrets.token_bytes(16), 'sealed': b''}
        op.execute(ban.update().where(ban.c.id == ban_id).values(values))
    with changed_table('ban') as batch_op:
        batch_op.alter_column('row_token', existing_type=sa.LargeBinary(length=16), nullable=False)
        batch_op.alter_column('sealed', existing_type=sa.LargeBinary(), nullable=False)


def downgrade() -> None:
    with changed_table('ban') as batch_op:
        batch_op.drop_column('sealed')
        batch_op.drop_column('row_token')
    lose_drafts()
    number_ranks_once()
    with changed_table('suggestion') as batch_op:
        batch_op.drop_constraint(op.f('fk_suggestion_flagged_by_person'), type_='foreignkey')
        batch_op.drop_column('has_note')
        batch_op.drop_column('flagged_by')
        batch_op.create_unique_constraint(op.f('uq_suggestion_match_run_id_rank'), ['match_run_id', 'rank'])
    op.drop_index(op.f('ix_match_run_match_settings_id'), table_name='match_run')
    with changed_table('match_run') as batch_op:
        batch_op.drop_constraint(op.f('fk_match_run_match_settings_id_match_settings'), type_='foreignkey')
        batch_op.drop_column('input_digest')
        batch_op.drop_column('match_settings_id')
    op.drop_table('conversation')
    op.drop_table('board_decision')
    op.drop_table('run_analysis')
    op.drop_table('board')
    op.drop_table('run_input')
    op.drop_table('person_constraint')
    op.drop_table('match_settings')


def lose_drafts() -> None:
    """Put suggestions into the states that earlier versions know; they decide them at once."""
    for old, new in (
        ('approved', 'pending'), ('held', 'pending'), ('moved', 'superseded'),
        ('introduced', 'approved'),
    ):
        op.execute(suggestion.update().where(suggestion.c.state == old).values(state=new))
    cancelled = match_run.update().where(match_run.c.state == 'cancelled')
    op.execute(cancelled.values(state='failed', failure='cancelled'))


def number_ranks_once() -> None:
    """Number the suggestions of each run anew: earlier versions know no two of one rank."""
    columns = suggestion.c.id, suggestion.c.match_run_id
    in_order = sa.select(*columns).order_by(suggestion.c.match_run_id, suggestion.c.rank, suggestion.c.id)
    last_rank: dict[int, int] = {}
    for suggestion_id, run_id in op.get_bind().execute(in_order).all():
        last_rank[run_id] = last_rank.get(run_id, 0) + 1
        ranked = suggestion.update().where(suggestion.c.id == suggestion_id)
        op.execute(ranked.values(rank=last_rank[run_id]))


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
