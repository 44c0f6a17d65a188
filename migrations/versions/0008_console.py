"""The console: screening, messages, staff, who saw what, the programme's own words.

`application.decision` takes the place of `waitlisted`; the audit log uses today's words for rounds.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

from mentorship.services.audit_chain import link_existing_entries

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

SALTS = ('salt', 'actor_salt')
# Old word of the audit log, new word.
AUDIT_ACTIONS = (
    ('open round', 'create round'),
    ('close applications', 'move round to matching'),
    ('reopen applications', 'move round to open'),
)


def upgrade() -> None:
    op.create_table('audit_link', sa.Column('position', sa.Integer(), nullable=False), sa.Column('entry_id', sa.Integer(), nullable=False), sa.Column('actor_digest', sa.LargeBinary(length=32), nullable=False), sa.Column('content_digest', sa.LargeBinary(length=32), nullable=False), sa.Column('erasure_digest', sa.LargeBinary(length=32), nullable=False), sa.Column('digest', sa.LargeBinary(length=32), nullable=False), sa.Column('erased_in', sa.Integer(), nullable=True), sa.Column('actor_erased_in', sa.Integer(), nullable=True), sa.PrimaryKeyConstraint('position', name=op.f('pk_audit_link')), sa.UniqueConstraint('entry_id', name=op.f('uq_audit_link_entry_id')), sqlite_autoincrement=True )
    op.create_table('canned_answer', sa.Column('id', sa.Integer(), nullable=False), sa.Column('created_at', sa.DateTime(), nullable=False), sa.Column('key_id', sa.LargeBinary(length=16), nullable=False), sa.Column('row_token', sa.LargeBinary(length=16), nullable=False), sa.Column('sealed', sa.LargeBinary(), nullable=False), sa.PrimaryKeyConstraint('id', name=op.f('pk_canned_answer')), sa.UniqueConstraint('key_id', name=op.f('uq_canned_answer_key_id')), sqlite_autoincrement=True )
    op.create_table('screening_step', sa.Column('id', sa.Integer(), nullable=False), sa.Column('labels', sa.JSON(), nullable=False), sa.Column('for_mentees', sa.String(20), nullable=False), sa.Column('for_mentors', sa.String(20), nullable=False), sa.Column('created_at', sa.DateTime(), nullable=False), sa.Column('retired_at', sa.DateTime(), nullable=True), sa.PrimaryKeyConstraint('id', name=op.f('pk_screening_step')), sqlite_autoincrement=True )
    op.create_table('broadcast', sa.Column('id', sa.Integer(), nullable=False), sa.Column('written_by', sa.Integer(), nullable=True), sa.Column('created_at', sa.DateTime(), nullable=False), sa.Column('confirmed_at', sa.DateTime(), nullable=True), sa.Column('key_id', sa.LargeBinary(length=16), nullable=False), sa.Column('row_token', sa.LargeBinary(length=16), nullable=False), sa.Column('sealed', sa.LargeBinary(), nullable=False), sa.ForeignKeyConstraint(['written_by'], ['person.id'], name=op.f('fk_broadcast_written_by_person'), ondelete='SET NULL'), sa.PrimaryKeyConstraint('id', name=op.f('pk_broadcast')), sa.UniqueConstraint('key_id', name=op.f('uq_broadcast_key_id')), sqlite_autoincrement=True )
    op.create_index(op.f('ix_broadcast_confirmed_at'), 'broadcast', ['confirmed_at'], unique=False)
    op.create_index(op.f('ix_broadcast_written_by'), 'broadcast', ['written_by'], unique=False)
    op.create_table('invitation', sa.Column('id', sa.Integer(), nullable=False), sa.Column('role', sa.String(length=20), nullable=False), sa.Column('token_index', sa.LargeBinary(), nullable=False), sa.Column('created_at', sa.DateTime(), nullable=False), sa.Column('created_by', sa.Integer(), nullable=True), sa.Column('used_at', sa.DateTime(), nullable=True), sa.Column('used_by', sa.Integer(), nullable=True), sa.Column('revoked_at', sa.DateTime(), nullable=True), sa.ForeignKeyConstraint(['created_by'], ['person.id'], name=op.f('fk_invitation_created_by_person'), ondelete='SET NULL'), sa.ForeignKeyConstraint(['used_by'], ['person.id'], name=op.f('fk_invitation_used_by_person'), ondelete='SET NULL'), sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')), sa.UniqueConstraint('token_index', name=op.f('uq_invitation_token_index')), sqlite_autoincrement=True )
    op.create_table('merged_address', sa.Column('id', sa.Integer(), nullable=False), sa.Column('person_id', sa.Integer(), nullable=False), sa.Column('name_index', sa.LargeBinary(), nullable=False), sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_merged_address_person_id_person'), ondelete='CASCADE'), sa.PrimaryKeyConstraint('id', name=op.f('pk_merged_address')), sa.UniqueConstraint('name_index', name=op.f('uq_merged_address_name_index')), sqlite_autoincrement=True )
    op.create_index(op.f('ix_merged_address_person_id'), 'merged_address', ['person_id'], unique=False)
    op.create_table('programme_version', sa.Column('id', sa.Integer(), autoincrement=False, nullable=False), sa.Column('document', sa.Text(), nullable=False), sa.Column('part', sa.String(length=40), nullable=False), sa.Column('created_at', sa.DateTime(), nullable=False), sa.Column('created_by', sa.Integer(), nullable=True), sa.ForeignKeyConstraint(['created_by'], ['person.id'], name=op.f('fk_programme_version_created_by_person'), ondelete='SET NULL'), sa.PrimaryKeyConstraint('id', name=op.f('pk_programme_version')), sqlite_autoincrement=True )
    op.create_index(op.f('ix_programme_version_created_by'), 'programme_version', ['created_by'], unique=False)
    op.create_table('recovery_request', sa.Column('id', sa.Integer(), nullable=False), sa.Column('person_id', sa.Integer(), nullable=False), sa.Column('requested_by', sa.Integer(), nullable=True), sa.Column('identified', sa.String(20), nullable=False), sa.Column('lost_two_factor', sa.Boolean(), nullable=False), sa.Column('created_at', sa.DateTime(), nullable=False), sa.Column('confirmed_by', sa.Integer(), nullable=True), sa.Column('confirmed_at', sa.DateTime(), nullable=True), sa.Column('closed_at', sa.DateTime(), nullable=True), sa.Column('used_at', sa.DateTime(), nullable=True), sa.ForeignKeyConstraint(['confirmed_by'], ['person.id'], name=op.f('fk_recovery_request_confirmed_by_person'), ondelete='SET NULL'), sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_recovery_request_person_id_person'), ondelete='CASCADE'), sa.ForeignKeyConstraint(['requested_by'], ['person.id'], name=op.f('fk_recovery_request_requested_by_person'), ondelete='SET NULL'), sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_request')), sqlite_autoincrement=True )
    op.create_index(op.f('ix_recovery_request_person_id'), 'recovery_request', ['person_id'], unique=False)
    op.create_table('report_version', sa.Column('id', sa.Integer(), nullable=False), sa.Column('round_id', sa.Integer(), nullable=False), sa.Column('number', sa.Integer(), nullable=False), sa.Column('shown', sa.JSON(), nullable=False), sa.Column('totals', sa.JSON(), nullable=False), sa.Column('created_at', sa.DateTime(), nullable=False), sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_report_version_round_id_round')), sa.PrimaryKeyConstraint('id', name=op.f('pk_report_version')), sa.UniqueConstraint('round_id', 'number', name=op.f('uq_report_version_round_id_number')), sqlite_autoincrement=True )
    op.create_index(op.f('ix_report_version_round_id'), 'report_version', ['round_id'], unique=False)
    op.create_table('broadcast_recipient', sa.Column('broadcast_id', sa.Integer(), nullable=False), sa.Column('person_id', sa.Integer(), nullable=False), sa.Column('sent_at', sa.DateTime(), nullable=True), sa.ForeignKeyConstraint(['broadcast_id'], ['broadcast.id'], name=op.f('fk_broadcast_recipient_broadcast_id_broadcast'), ondelete='CASCADE'), sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_broadcast_recipient_person_id_person'), ondelete='CASCADE'), sa.PrimaryKeyConstraint('broadcast_id', 'person_id', name=op.f('pk_broadcast_recipient')), sqlite_autoincrement=True )
    op.create_index(op.f('ix_broadcast_recipient_person_id'), 'broadcast_recipient', ['person_id'], unique=False)
    op.create_table('correction', sa.Column('id', sa.Integer(), nullable=False), sa.Column('application_id', sa.Integer(), nullable=False), sa.Column('corrected_by', sa.Integer(), nullable=True), sa.Column('created_at', sa.DateTime(), nullable=False), sa.Column('answered_at', sa.DateTime(), nullable=True), sa.Column('row_token', sa.LargeBinary(length=16), nullable=False), sa.Column('sealed', sa.LargeBinary(), nullable=False), sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_correction_application_id_application'), ondelete='CASCADE'), sa.ForeignKeyConstraint(['corrected_by'], ['person.id'], name=op.f('fk_correction_corrected_by_person'), ondelete='SET NULL'), sa.PrimaryKeyConstraint('id', name=op.f('pk_correction')), sqlite_autoincrement=True )
    op.create_index(op.f('ix_correction_application_id'), 'correction', ['application_id'], unique=False)
    op.create_table('merge_request', sa.Column('id', sa.Integer(), nullable=False), sa.Column('first_id', sa.Integer(), nullable=False), sa.Column('second_id', sa.Integer(), nullable=False), sa.Column('requested_by', sa.Integer(), nullable=False), sa.Column('created_at', sa.DateTime(), nullable=False), sa.ForeignKeyConstraint(['first_id'], ['application.id'], name=op.f('fk_merge_request_first_id_application'), ondelete='CASCADE'), sa.ForeignKeyConstraint(['requested_by'], ['person.id'], name=op.f('fk_merge_request_requested_by_person'), ondelete='CASCADE'), sa.ForeignKeyConstraint(['second_id'], ['application.id'], name=op.f('fk_merge_request_second_id_application'), ondelete='CASCADE'), sa.PrimaryKeyConstraint('id', name=op.f('pk_merge_request')), sa.UniqueConstraint('first_id', 'second_id', name=op.f('uq_merge_request_first_id_second_id')), sqlite_autoincrement=True )
    op.create_index(op.f('ix_merge_request_first_id'), 'merge_request', ['first_id'], unique=False)
    op.create_index(op.f('ix_merge_request_second_id'), 'merge_request', ['second_id'], unique=False)
    op.create_table('note', sa.Column('id', sa.Integer(), nullable=False), sa.Column('application_id', sa.Integer(), nullable=False), sa.Column('written_by', sa.Integer(), nullable=True), sa.Column('created_at', sa.DateTime(), nullable=False), sa.Column('to_discuss', sa.Boolean(), nullable=False), sa.Column('discussed_at', sa.DateTime(), nullable=True), sa.Column('discussed_by', sa.Integer(), nullable=True), sa.Column('row_token', sa.LargeBinary(length=16), nullable=False), sa.Column('sealed', sa.LargeBinary(), nullable=False), sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_note_application_id_application'), ondelete='CASCADE'), sa.ForeignKeyConstraint(['discussed_by'], ['person.id'], name=op.f('fk_note_discussed_by_person'), ondelete='SET NULL'), sa.ForeignKeyConstraint(['written_by'], ['person.id'], name=op.f('fk_note_written_by_person'), ondelete='SET NULL'), sa.PrimaryKeyConstraint('id', name=op.f('pk_note')), sqlite_autoincrement=True )
    op.create_index(op.f('ix_note_application_id'), 'note', ['application_id'], unique=False)
    op.create_table('screening_result', sa.Column('id', sa.Integer(), nullable=False), sa.Column('application_id', sa.Integer(), nullable=False), sa.Column('step_id', sa.Integer(), nullable=False), sa.Column('outcome', sa.String(20), nullable=False), sa.Column('held_on', sa.Date(), nullable=False), sa.Column('recorded_by', sa.Integer(), nullable=True), sa.Column('recorded_at', sa.DateTime(), nullable=False), sa.Column('row_token', sa.LargeBinary(length=16), nullable=False), sa.Column('sealed', sa.LargeBinary(), nullable=False), sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_screening_result_application_id_application'), ondelete='CASCADE'), sa.ForeignKeyConstraint(['recorded_by'], ['person.id'], name=op.f('fk_screening_result_recorded_by_person'), ondelete='SET NULL'), sa.ForeignKeyConstraint(['step_id'], ['screening_step.id'], name=op.f('fk_screening_result_step_id_screening_step')), sa.PrimaryKeyConstraint('id', name=op.f('pk_screening_result')), sa.UniqueConstraint('application_id', 'step_id', name=op.f('uq_screening_result_application_id_step_id')), sqlite_autoincrement=True )
    op.create_index(op.f('ix_screening_result_application_id'), 'screening_result', ['application_id'], unique=False)
    op.create_index(op.f('ix_screening_result_step_id'), 'screening_result', ['step_id'], unique=False)
    op.create_table('thread', sa.Column('id', sa.Integer(), nullable=False), sa.Column('person_id', sa.Integer(), nullable=False), sa.Column('concern_id', sa.Integer(), nullable=True), sa.Column('assigned_to', sa.Integer(), nullable=True), sa.Column('is_urgent', sa.Boolean(), nullable=False), sa.Column('waits_since', sa.DateTime(), nullable=True), sa.Column('last_message_at', sa.DateTime(), nullable=True), sa.Column('done_at', sa.DateTime(), nullable=True), sa.Column('created_at', sa.DateTime(), nullable=False), sa.ForeignKeyConstraint(['assigned_to'], ['person.id'], name=op.f('fk_thread_assigned_to_person'), ondelete='SET NULL'), sa.ForeignKeyConstraint(['concern_id'], ['concern.id'], name=op.f('fk_thread_concern_id_concern'), ondelete='CASCADE'), sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_thread_person_id_person'), ondelete='CASCADE'), sa.PrimaryKeyConstraint('id', name=op.f('pk_thread')), sa.UniqueConstraint('concern_id', name=op.f('uq_thread_concern_id')), sqlite_autoincrement=True )
    op.create_index(op.f('ix_thread_assigned_to'), 'thread', ['assigned_to'], unique=False)
    op.create_index(op.f('ix_thread_person_id'), 'thread', ['person_id'], unique=False)
    op.create_index(op.f('ix_thread_waits_since'), 'thread', ['waits_since'], unique=False)
    op.create_index('uq_thread_person_id_without_concern', 'thread', ['person_id'], unique=True, sqlite_where=sa.text('concern_id IS NULL'), postgresql_where=sa.text('concern_id IS NULL'))
    op.create_table('message', sa.Column('id', sa.Integer(), nullable=False), sa.Column('thread_id', sa.Integer(), nullable=False), sa.Column('written_by', sa.Integer(), nullable=True), sa.Column('by_coordinator', sa.Boolean(), nullable=False), sa.Column('created_at', sa.DateTime(), nullable=False), sa.Column('read_at', sa.DateTime(), nullable=True), sa.Column('row_token', sa.LargeBinary(length=16), nullable=False), sa.Column('sealed', sa.LargeBinary(), nullable=False), sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_message_thread_id_thread'), ondelete='CASCADE'), sa.ForeignKeyConstraint(['written_by'], ['person.id'], name=op.f('fk_message_written_by_person'), ondelete='SET NULL'), sa.PrimaryKeyConstraint('id', name=op.f('pk_message')), sqlite_autoincrement=True )
    op.create_index(op.f('ix_message_thread_id'), 'message', ['thread_id'], unique=False)
    op.create_index(op.f('ix_message_written_by'), 'message', ['written_by'], unique=False)
    op.create_table('application_decision', sa.Column('id', sa.Integer(), nullable=False), sa.Column('application_id', sa.Integer(), nullable=False), sa.Column('earlier_decision', sa.String(20), nullable=True), sa.Column('decision', sa.String(20), nullable=False), sa.Column('decided_by', sa.Integer(), nullable=True), sa.Column('decided_at', sa.DateTime(), nullable=False), sa.Column('undone_at', sa.DateTime(), nullable=True), sa.Column('message_id', sa.Integer(), nullable=True), sa.Column('batch_id', sa.Integer(), nullable=True), sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_application_decision_application_id_application'), ondelete='CASCADE'), sa.ForeignKeyConstraint(['batch_id'], ['application_decision.id'], name=op.f('fk_application_decision_batch_id_application_decision'), ondelete='SET NULL'), sa.ForeignKeyConstraint(['decided_by'], ['person.id'], name=op.f('fk_application_decision_decided_by_person'), ondelete='SET NULL'), sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=op.f('fk_application_decision_message_id_message'), ondelete='SET NULL'), sa.PrimaryKeyConstraint('id', name=op.f('pk_application_decision')), sqlite_autoincrement=True )
    op.create_index(op.f('ix_application_decision_application_id'), 'application_decision', ['application_id'], unique=False)
    op.create_index(op.f('ix_application_decision_batch_id'), 'application_decision', ['batch_id'], unique=False)
    op.create_index(op.f('ix_application_decision_message_id'), 'application_decision', ['message_id'], unique=False)
    op.add_column('application', sa.Column('decision', sa.String(20), nullable=True))
    add_reference('application', 'coordinator_id', 'person')
    op.create_index(op.f('ix_application_coordinator_id'), 'application', ['coordinator_id'], unique=False)
    op.create_index(op.f('ix_audit_entry_subject_subject_id'), 'audit_entry', ['subject', 'subject_id'], unique=False)
    add_reference('pair', 'coordinator_id', 'person')
    op.create_index(op.f('ix_pair_coordinator_id'), 'pair', ['coordinator_id'], unique=False)
    op.add_column('person', sa.Column('sign_in_link_made_at', sa.DateTime(), nullable=True))
    op.add_column('round', sa.Column('opens_on', sa.Date(), nullable=True))
    op.add_column('round', sa.Column('introductions_by', sa.Date(), nullable=True))
    op.add_column('round', sa.Column('ends_on', sa.Date(), nullable=True))
    op.execute("UPDATE application SET decision = 'waitlisted' WHERE waitlisted")
    op.drop_column('application', 'waitlisted')
    for old, new in AUDIT_ACTIONS:
        rename_audit_action(old, new)
    open_threads_of_concerns()
    chain_audit_entries()


def open_threads_of_concerns() -> None:
    """Give every concern the thread in which it is answered; a worker assigns it."""
    op.execute("""
        INSERT INTO thread (
            person_id, concern_id, is_urgent, waits_since, last_message_at, done_at, created_at
        )
        SELECT
            written_by, id, (1 = 0), CASE WHEN done_at IS NULL THEN created_at END,
            created_at, done_at, created_at
        FROM concern
    """)


def chain_audit_entries() -> None:
    for name in SALTS:
        op.add_column('audit_entry', sa.Column(name, sa.LargeBinary(length=16), nullable=True))
    link_existing_entries(op.get_bind())
    with changed_table('audit_entry') as batch_op:
        batch_op.alter_column('salt', existing_type=sa.LargeBinary(length=16), nullable=False)
        batch_op.drop_constraint(op.f('fk_audit_entry_actor_id_person'), type_='foreignkey')


def unchain_audit_entries() -> None:
    gone = 'actor_id NOT IN (SELECT id FROM person)'
    op.execute(f'UPDATE audit_entry SET actor_id = NULL WHERE {gone}')
    with changed_table('audit_entry') as batch_op:
        for name in SALTS:
            batch_op.drop_column(name)
        batch_op.create_foreign_key(
            op.f('fk_audit_entry_actor_id_person'), 'person', ['actor_id'], ['id'],
            ondelete='SET NULL',
        )


def add_reference(table: str, column: str, target: str) -> None:
    with changed_table(table) as batch_op:
        batch_op.add_column(sa.Column(column, sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f(f'fk_{table}_{column}_{target}'), target, [column], ['id'], ondelete='SET NULL'
        )


def drop_reference(table: str, column: str, target: str) -> None:
    with changed_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f'fk_{table}_{column}_{target}'), type_='foreignkey')
        batch_op.drop_column(column)


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


def rename_audit_action(old: str, new: str) -> None:
    entry = sa.table('audit_entry', sa.column('action', sa.String()))
    op.execute(entry.update().where(entry.c.action == old).values(action=new))


def downgrade() -> None:
    unchain_audit_entries()
    for old, new in AUDIT_ACTIONS:
        rename_audit_action(new, old)
    waitlisted = sa.Column('waitlisted', sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column('application', waitlisted)
    # Earlier versions match whoever is not on the waitlist: somebody declined must not be matched.
    op.execute("UPDATE application SET waitlisted = (1 = 1) WHERE decision IN ('waitlisted', 'declined')")
    op.execute("UPDATE application SET state = 'waitlisted' WHERE state = 'declined'")
    op.execute("UPDATE application SET state = 'submitted' WHERE state IN ('in_screening', 'accepted')")
    op.drop_column('round', 'ends_on')
    op.drop_column('round', 'introductions_by')
    op.drop_column('round', 'opens_on')
    op.drop_column('person', 'sign_in_link_made_at')
    op.drop_index(op.f('ix_pair_coordinator_id'), table_name='pair')
    drop_reference('pair', 'coordinator_id', 'person')
    op.drop_index(op.f('ix_audit_entry_subject_subject_id'), table_name='audit_entry')
    op.drop_index(op.f('ix_application_coordinator_id'), table_name='application')
    drop_reference('application', 'coordinator_id', 'person')
    op.drop_column('application', 'decision')
    op.drop_table('application_decision')
    op.drop_table('message')
    op.drop_table('thread')
    op.drop_table('screening_result')
    op.drop_table('note')
    op.drop_table('merge_request')
    op.drop_table('correction')
    op.drop_table('broadcast_recipient')
    op.drop_table('report_version')
    op.drop_table('recovery_request')
    op.drop_table('programme_version')
    op.drop_table('merged_address')
    op.drop_table('invitation')
    op.drop_table('broadcast')
    op.drop_table('screening_step')
    op.drop_table('canned_answer')
    op.drop_table('audit_link')
