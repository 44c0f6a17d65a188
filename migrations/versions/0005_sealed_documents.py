"""Seal what describes a person as one document a row, under a data key of that person.

Each value was encrypted by itself under the master key. Afterwards what is about somebody can be
read only with their data key, which is in the key store and is destroyed with them. A killed
migration is rolled back and leaves keys without rows in the store, which are of no use to anybody.

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


def upgrade() -> None:
    keys = DataKeys()
    for table in TABLES:
        add_columns(table)
        for rows in batches(table, ['key', *table.fields]):
            seal_rows(table, rows, keys)
        drop_old_columns(table)
    for name in OTHER_TABLES:
        with changed_table(name):
            pass
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
            for name, value in current_runtime().key_fingerprints.items()
        ],
    )


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


def drop_old_columns(table: SealedTable) -> None:
    with changed_table(table.name) as batch_op:
        batch_op.alter_column('row_token', existing_type=sa.LargeBinary(length=TOKEN_BYTES), nullable=False)
        batch_op.alter_column('sealed', existing_type=sa.LargeBinary(), nullable=False)
        if owns_key(table):
            batch_op.alter_column('key_id', existing_type=sa.LargeBinary(length=KEY_ID_BYTES), nullable=False)
            batch_op.create_unique_constraint(op.f(f'uq_{table.name}_key_id'), ['key_id'])
        if table.name == 'person':
            batch_op.create_index(op.f('ix_person_pending_email_index'), ['pending_email_index'])
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
            name: table.read_old(column, getattr(row, column)) for column, name in table.fields.items()
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


def downgrade() -> None:
    keys = DataKeys()
    op.drop_table('key_fingerprint')
    for table in reversed(TABLES):
        with op.batch_alter_table(table.name) as batch_op:
            for column in table.fields:
                batch_op.add_column(sa.Column(column, sa.LargeBinary(), nullable=True))
        for rows in batches(table, ['key', 'row_token', 'sealed']):
            for row in rows:
                unseal_row(table, row, keys)
    for table in reversed(TABLES):
        with op.batch_alter_table(table.name) as batch_op:
            for column in table.fields:
                if column not in table.optional:
                    batch_op.alter_column(column, existing_type=sa.LargeBinary(), nullable=False)
            if table.name == 'person':
                batch_op.drop_index(op.f('ix_person_pending_email_index'))
                batch_op.drop_column('pending_email_index')
            if owns_key(table):
                batch_op.drop_constraint(op.f(f'uq_{table.name}_key_id'), type_='unique')
                batch_op.drop_column('key_id')
            batch_op.drop_column('row_token')
            batch_op.drop_column('sealed')


def unseal_row(table: SealedTable, row: Any, keys: DataKeys) -> None:
    sealed, token = bytes(row.sealed), bytes(row.row_token)
    key = keys.combined(list(key_ids_of(sealed)))
    document = unseal(sealed, key, belongs_to(table, token))
    update(
        table,
        row.key,
        {column: table.write_old(column, document.get(name)) for column, name in table.fields.items()},
    )
