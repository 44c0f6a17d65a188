"""Seal what describes a person as one document a row, under a data key of that person.

Each value was encrypted by itself under the master key. Afterwards what is about somebody can be
read only with their data key, which is in the key store and is destroyed with them. A killed
migration is rolled back and leaves unconfirmed keys in the store, which the service destroys.

Who is without a suggestion was a list in the match run; now each is a row that goes with the person.
Suggestions get a rank, because no query can sort by a sealed score.

On SQLite every table gets AUTOINCREMENT, so that no id is ever used twice.
"""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from alembic import op

from mentorship.privacy import fernet
from mentorship.privacy.sealing import KEY_BYTES, KEY_ID_BYTES, combined_key, key_ids_of, seal, unseal
from mentorship.runtime import current_runtime

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

BATCH = 500
SCORE_BANDS = 10
# Names within an explanation.
NEW_NAMES = {'most': 'max_score'}
OLD_NAMES = {'max_score': 'most'}
NEW_KINDS = {'no_places': 'no_capacity'}
OLD_KINDS = {'no_capacity': 'no_places'}
TOKEN_BYTES = 16


@dataclass(frozen=True)
class SealedTable:
    """A table, the columns that become one document, and whose data keys seal it.

    ``fields`` are the names in the document by column; ``optional`` columns may be null. A table
    without ``key_ids``, a query for the key ids of a row, gets a data key for each row.
    """

    name: str
    fields: dict[str, str]
    json: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    key_ids: str = ''
    key: str = 'id'

    def read_old(self, column: str, value: bytes | None) -> Any:
        if value is None:
            return None
        text = fernet.decrypt(value)
        return json.loads(text) if column in self.json else text

    def write_old(self, column: str, value: Any) -> bytes | None:
        if value is None and column in self.optional:
            return None
        if value is None:  # a field that was never set
            value = {} if column in self.json else ''
        return fernet.encrypt(json.dumps(value, ensure_ascii=False) if column in self.json else value)


BOTH = """
    SELECT mentee_person.key_id, mentor_person.key_id FROM {table}
    JOIN application mentee ON mentee.id = {pair}.mentee_id
    JOIN application mentor ON mentor.id = {pair}.mentor_id
    JOIN person mentee_person ON mentee_person.id = mentee.person_id
    JOIN person mentor_person ON mentor_person.id = mentor.person_id
    WHERE {row}.id = :row
"""
TABLES = (
    SealedTable(
        'person',
        {
            'encrypted_sign_in_name': 'sealed_sign_in_name',
            'pending_email': 'sealed_pending_email',
            'language': 'language',
            'totp_secret': 'totp_secret',
        },
        optional=('pending_email', 'language', 'totp_secret'),
    ),
    SealedTable(
        'profile',
        {'document': 'stored_answers', 'steps_done': 'steps_done'},
        json=('document', 'steps_done'),
        optional=('steps_done',),
        key='application_id',
        key_ids="""
            SELECT person.key_id FROM application JOIN person ON person.id = application.person_id
            WHERE application.id = :row
        """,
    ),
    SealedTable(
        'passkey',
        {'credential': 'credential', 'name': 'name'},
        json=('credential',),
        key_ids='SELECT person.key_id FROM passkey JOIN person ON person.id = passkey.person_id WHERE passkey.id = :row',
    ),
    SealedTable(
        'suggestion',
        {'explanation': 'explanation'},
        json=('explanation',),
        key_ids=BOTH.format(table='suggestion', pair='suggestion', row='suggestion'),
    ),
    SealedTable(
        'meeting',
        {'mode': 'mode', 'notes': 'notes'},
        key_ids=BOTH.format(table='meeting JOIN pair ON pair.id = meeting.pair_id', pair='pair', row='meeting'),
    ),
    SealedTable(
        'outgoing_email',
        {'recipient': 'recipient', 'language': 'language', 'subject': 'subject', 'body': 'body'},
        optional=('subject', 'body'),
    ),
    SealedTable(
        'import_sheet',
        {'content': 'content', 'mapping': 'mapping'},
        json=('content', 'mapping'),
        optional=('mapping',),
    ),
    SealedTable('import_mapping', {'mapping': 'mapping'}, json=('mapping',)),
)
# Tables without a sealed document, which get AUTOINCREMENT alone.
OTHER_TABLES = ('account_role', 'application', 'attempt', 'audit_entry', 'ban', 'match_run', 'pair', 'pin', 'recovery_code', 'round')


class DataKeys:
    """The data keys that this migration has read or made."""

    def __init__(self) -> None:
        self._keys: dict[bytes, bytes] = {}

    def new(self, number: int) -> list[bytes]:
        """Make keys; they are on the disk before the rows that need them are saved."""
        keys = {secrets.token_bytes(KEY_ID_BYTES): secrets.token_bytes(KEY_BYTES) for _ in range(number)}
        if keys:
            current_runtime().key_store.add(keys)
        self._keys |= keys
        return list(keys)

    def combined(self, key_ids: list[bytes]) -> Any:
        missing = [key_id for key_id in key_ids if key_id not in self._keys]
        if missing:
            self._keys |= current_runtime().key_store.read(missing)
        return combined_key([self._keys[key_id] for key_id in key_ids])


UNUSED_ACCOUNTS = """
    SELECT id FROM person WHERE password IS NULL AND id NOT IN (SELECT person_id FROM application)
"""


def delete_unused_accounts() -> None:
    """Delete who asked for an account by email and never opened the link: now no such row is made."""
    for table in ('person_role', 'passkey', 'recovery_code', 'import_sheet'):
        column = 'uploaded_by' if table == 'import_sheet' else 'person_id'
        op.execute(f'DELETE FROM {table} WHERE {column} IN ({UNUSED_ACCOUNTS})')
    op.execute(f'UPDATE audit_entry SET actor_id = NULL WHERE actor_id IN ({UNUSED_ACCOUNTS})')
    op.execute(f'DELETE FROM person WHERE id IN ({UNUSED_ACCOUNTS})')


def upgrade() -> None:
    keys = DataKeys()
    delete_unused_accounts()
    ranks = ranks_of_suggestions()
    for table in TABLES:
        add_columns(table)
        for rows in batches(table, ['key', *table.fields]):
            seal_rows(table, rows, keys)
        if table.name == 'suggestion':
            for suggestion, rank in ranks.items():
                update(table, suggestion, {'rank': rank})
        drop_old_columns(table)
    for name in OTHER_TABLES:
        with changed_table(name):
            pass
    upgrade_match_runs(keys)
    op.create_table(
        'key_fingerprint',
        sa.Column('name', sa.String(length=20), nullable=False),
        sa.Column('fingerprint', sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint('name', name=op.f('pk_key_fingerprint')),
    )
    fingerprint = sa.table('key_fingerprint', sa.column('name'), sa.column('fingerprint'))
    op.bulk_insert(
        fingerprint,
        [
            {'name': name, 'fingerprint': value}
            for name, value in {
                **current_runtime().key_fingerprints,
                'key_store': current_runtime().key_store.identity(),
            }.items()
        ],
    )
    # What the old columns held must not remain in PostgreSQL's files.
    op.get_context().config.attributes['rewrite_tables'] = [
        *(table.name for table in TABLES), 'match_run'
    ]


def changed_table(name: str) -> Any:
    """Change a table; on SQLite it is made anew, with AUTOINCREMENT from now on."""
    if op.get_bind().dialect.name != 'sqlite':
        return op.batch_alter_table(name)
    return op.batch_alter_table(
        name, recreate='always', table_kwargs={'sqlite_autoincrement': True}
    )


def owns_key(table: SealedTable) -> bool:
    return not table.key_ids


def add_columns(table: SealedTable) -> None:
    with op.batch_alter_table(table.name) as batch_op:
        batch_op.add_column(sa.Column('row_token', sa.LargeBinary(length=TOKEN_BYTES), nullable=True))
        batch_op.add_column(sa.Column('sealed', sa.LargeBinary(), nullable=True))
        if owns_key(table):
            batch_op.add_column(sa.Column('key_id', sa.LargeBinary(length=KEY_ID_BYTES), nullable=True))
        if table.name == 'person':
            batch_op.add_column(sa.Column('pending_email_index', sa.LargeBinary(), nullable=True))
        if table.name == 'suggestion':
            batch_op.add_column(sa.Column('rank', sa.Integer(), nullable=True))


def drop_old_columns(table: SealedTable) -> None:
    with changed_table(table.name) as batch_op:
        batch_op.alter_column('row_token', existing_type=sa.LargeBinary(length=TOKEN_BYTES), nullable=False)
        batch_op.alter_column('sealed', existing_type=sa.LargeBinary(), nullable=False)
        if owns_key(table):
            batch_op.alter_column('key_id', existing_type=sa.LargeBinary(length=KEY_ID_BYTES), nullable=False)
            batch_op.create_unique_constraint(op.f(f'uq_{table.name}_key_id'), ['key_id'])
        if table.name == 'person':
            batch_op.create_index(op.f('ix_person_pending_email_index'), ['pending_email_index'])
        if table.name == 'suggestion':
            batch_op.alter_column('rank', existing_type=sa.Integer(), nullable=False)
            batch_op.create_unique_constraint(op.f('uq_suggestion_match_run_id_rank'), ['match_run_id', 'rank'])
        for column in table.fields:
            batch_op.drop_column(column)


def batches(table: SealedTable, columns: list[str]) -> Iterator[list[Any]]:
    """Read a table in pieces, in the order of its key."""
    rows_of = sa.table(table.name, *(sa.column(name) for name in {table.key, *columns} - {'key'}))
    key = rows_of.c[table.key]
    selected = [key.label('key'), *(rows_of.c[name] for name in columns if name != 'key')]
    last = 0
    while rows := op.get_bind().execute(
        sa.select(*selected).where(key > last).order_by(key).limit(BATCH)
    ).all():
        yield list(rows)
        last = rows[-1].key


def seal_rows(table: SealedTable, rows: list[Any], keys: DataKeys) -> None:
    new_ids = keys.new(len(rows)) if owns_key(table) else []
    for number, row in enumerate(rows):
        key_ids = [new_ids[number]] if owns_key(table) else key_ids_of_row(table, row.key)
        token = secrets.token_bytes(TOKEN_BYTES)
        document = {
            name: renamed(table.read_old(column, getattr(row, column)), NEW_NAMES)
            for column, name in table.fields.items()
        }
        values: dict[str, Any] = {
            'row_token': token,
            'sealed': seal(document, key_ids, keys.combined(key_ids), belongs_to(table, token)),
        }
        if owns_key(table):
            values['key_id'] = key_ids[0]
        if table.name == 'person' and document['sealed_pending_email'] is not None:
            values['pending_email_index'] = current_runtime().blind_index(document['sealed_pending_email'])
        update(table, row.key, values)


def key_ids_of_row(table: SealedTable, row: int) -> list[bytes]:
    return [bytes(key_id) for key_id in op.get_bind().execute(sa.text(table.key_ids), {'row': row}).one()]


def belongs_to(table: SealedTable, token: bytes) -> bytes:
    return table.name.encode() + b' ' + token


def update(table: SealedTable, row: int, values: dict[str, Any]) -> None:
    target = sa.table(table.name, sa.column(table.key), *(sa.column(name) for name in values))
    op.get_bind().execute(target.update().where(target.c[table.key] == row).values(values))


def renamed(document: Any, names: dict[str, str]) -> Any:
    if not isinstance(document, dict):
        return document
    return {names.get(name, name): value for name, value in document.items()}


def ranks_of_suggestions() -> dict[int, int]:
    """Return the place of each suggestion among those of its run, the highest score first."""
    scores: dict[int, list[tuple[float, int]]] = {}
    for rows in batches(SealedTable('suggestion', {}), ['key', 'match_run_id', 'explanation']):
        for row in rows:
            explanation = json.loads(fernet.decrypt(row.explanation))
            scores.setdefault(row.match_run_id, []).append((-explanation['score'], row.key))
    return {
        suggestion: rank
        for run in scores.values()
        for rank, (_score, suggestion) in enumerate(sorted(run), start=1)
    }


UNMATCHED = SealedTable(
    'unmatched',
    {'reason': 'reason'},
    json=('reason',),
    key_ids="""
        SELECT person.key_id FROM unmatched JOIN application ON application.id = unmatched.application_id
        JOIN person ON person.id = application.person_id WHERE unmatched.id = :row
    """,
)
RUNS = SealedTable('match_run', {})
PEOPLE_WITH_KEYS = """
    SELECT application.id, person.key_id FROM application JOIN person ON person.id = application.person_id
"""


def upgrade_match_runs(keys: DataKeys) -> None:
    """Give everybody without a suggestion a row, and each run the counts of its scores."""
    op.create_table(
        'unmatched',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('match_run_id', sa.Integer(), nullable=False),
        sa.Column('application_id', sa.Integer(), nullable=False),
        sa.Column('row_token', sa.LargeBinary(length=TOKEN_BYTES), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['match_run_id'], ['match_run.id'], name=op.f('fk_unmatched_match_run_id_match_run'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_unmatched_application_id_application'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_unmatched')),
        sa.UniqueConstraint('match_run_id', 'application_id', name=op.f('uq_unmatched_match_run_id_application_id')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_unmatched_application_id'), 'unmatched', ['application_id'])
    with op.batch_alter_table('match_run') as batch_op:
        batch_op.alter_column('places', new_column_name='capacity')
        batch_op.add_column(sa.Column('score_bands', sa.JSON(), nullable=True))
    key_of = {id_: bytes(key_id) for id_, key_id in op.get_bind().execute(sa.text(PEOPLE_WITH_KEYS))}
    for rows in batches(RUNS, ['key', 'result']):
        for row in rows:
            insert_unmatched(row, key_of, keys)
            update_run(row.key, {'score_bands': score_bands(row.key, keys)})
    with changed_table('match_run') as batch_op:
        batch_op.alter_column('score_bands', existing_type=sa.JSON(), nullable=False)
        batch_op.drop_column('result')


def insert_unmatched(run: Any, key_of: dict[int, bytes], keys: DataKeys) -> None:
    result = json.loads(fernet.decrypt(run.result)) if run.result is not None else {}
    unmatched = sa.table('unmatched', *map(sa.column, ('match_run_id', 'application_id', 'row_token', 'sealed')))
    for item in [*result.get('mentees', ()), *result.get('mentors', ())]:
        application = item.pop('id')
        if application not in key_of:  # somebody who left while the matching ran
            continue
        token, key_ids = secrets.token_bytes(TOKEN_BYTES), [key_of[application]]
        reason = item | {'kind': NEW_KINDS.get(item['kind'], item['kind'])}
        place = belongs_to(UNMATCHED, token)
        op.get_bind().execute(
            unmatched.insert().values(
                match_run_id=run.key,
                application_id=application,
                row_token=token,
                sealed=seal({'reason': reason}, key_ids, keys.combined(key_ids), place),
            )
        )


def explanations_of(run: int, keys: DataKeys) -> Iterator[dict[str, Any]]:
    suggestion = SealedTable('suggestion', {})
    rows = op.get_bind().execute(
        sa.text('SELECT row_token, sealed FROM suggestion WHERE match_run_id = :run'), {'run': run}
    )
    for token, sealed in rows.all():
        key = keys.combined(list(key_ids_of(bytes(sealed))))
        yield unseal(bytes(sealed), key, belongs_to(suggestion, bytes(token)))['explanation']


def score_bands(run: int, keys: DataKeys) -> list[int]:
    """Count the suggestions of a run by their share of the best possible score."""
    counts = [0] * SCORE_BANDS
    for explanation in explanations_of(run, keys):
        share = explanation['score'] / explanation['max_score']
        counts[min(SCORE_BANDS - 1, int(share * SCORE_BANDS))] += 1
    return counts


def update_run(run: int, values: dict[str, Any]) -> None:
    target = sa.table(
        'match_run',
        sa.column('id'),
        sa.column('score_bands', sa.JSON()),
        sa.column('result', sa.LargeBinary()),
    )
    op.get_bind().execute(target.update().where(target.c.id == run).values(values))


def downgrade_match_runs(keys: DataKeys) -> None:
    with op.batch_alter_table('match_run') as batch_op:
        batch_op.add_column(sa.Column('result', sa.LargeBinary(), nullable=True))
    unmatched: dict[int, dict[str, list[Any]]] = {}
    rows = op.get_bind().execute(
        sa.text("""
            SELECT match_run_id, application.role, application_id, row_token, sealed
            FROM unmatched JOIN application ON application.id = application_id
        """)
    )
    for run, role, application, token, sealed in rows.all():
        key = keys.combined(list(key_ids_of(bytes(sealed))))
        reason = unseal(bytes(sealed), key, belongs_to(UNMATCHED, bytes(token)))['reason']
        item = reason | {'id': application, 'kind': OLD_KINDS.get(reason['kind'], reason['kind'])}
        unmatched.setdefault(run, {}).setdefault(f'{role}s', []).append(item)
    done = sa.text("SELECT id FROM match_run WHERE state = 'done'")
    for run in op.get_bind().execute(done).scalars().all():
        total = sum(explanation['score'] for explanation in explanations_of(run, keys))
        result = {'total': total, 'mentees': [], 'mentors': []} | unmatched.get(run, {})
        update_run(run, {'result': fernet.encrypt(json.dumps(result))})
    with op.batch_alter_table('match_run') as batch_op:
        batch_op.alter_column('capacity', new_column_name='places')
        batch_op.drop_column('score_bands')
    op.drop_table('unmatched')


def downgrade() -> None:
    keys = DataKeys()
    op.drop_table('key_fingerprint')
    downgrade_match_runs(keys)
    for table in reversed(TABLES):
        with op.batch_alter_table(table.name) as batch_op:
            for column in table.fields:
                batch_op.add_column(sa.Column(column, sa.LargeBinary(), nullable=True))
        for rows in batches(table, ['key', 'row_token', 'sealed']):
            for row in rows:
                unseal_row(table, row, keys)
    mark_keys_for_destruction()
    for table in reversed(TABLES):
        with op.batch_alter_table(table.name) as batch_op:
            for column in table.fields:
                if column not in table.optional:
                    batch_op.alter_column(column, existing_type=sa.LargeBinary(), nullable=False)
            if table.name == 'suggestion':
                batch_op.drop_constraint(op.f('uq_suggestion_match_run_id_rank'), type_='unique')
                batch_op.drop_column('rank')
            if table.name == 'person':
                batch_op.drop_index(op.f('ix_person_pending_email_index'))
                batch_op.drop_column('pending_email_index')
            if owns_key(table):
                batch_op.drop_constraint(op.f(f'uq_{table.name}_key_id'), type_='unique')
                batch_op.drop_column('key_id')
            batch_op.drop_column('row_token')
            batch_op.drop_column('sealed')


def mark_keys_for_destruction() -> None:
    """Have the service destroy these keys, once it runs on newer tables again."""
    for table in filter(owns_key, TABLES):
        rows = op.get_bind().execute(sa.text(f'SELECT key_id FROM {table.name}'))
        current_runtime().key_store.mark_for_destruction([bytes(key_id) for (key_id,) in rows])


def unseal_row(table: SealedTable, row: Any, keys: DataKeys) -> None:
    sealed, token = bytes(row.sealed), bytes(row.row_token)
    key = keys.combined(list(key_ids_of(sealed)))
    document = unseal(sealed, key, belongs_to(table, token))
    update(
        table,
        row.key,
        {
            column: table.write_old(column, renamed(document.get(name), OLD_NAMES))
            for column, name in table.fields.items()
        },
    )
