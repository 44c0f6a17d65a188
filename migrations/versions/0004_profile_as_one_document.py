"""Keep a profile as one encrypted document, so that a new question needs no migration.

Each answer had an encrypted column of its own, and a mentor's places were a number on the
application. Everything is read and written through the application's keys, a batch at a time.
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from mentorship.privacy.fernet import EncryptedJSON, EncryptedText

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

TEXTS = ('name', 'phone', 'heritage', 'area', 'hope', 'not_with')
LISTS = ('communities', 'languages', 'modes', 'availability', 'topics', 'interests', 'dislikes')
NEW_NAMES = {'hope': 'goals', 'not_with': 'excluded_people'}
NEW_STEPS = {'reach': 'contact', 'place': 'location', 'times': 'availability', 'mentees': 'capacity', 'likes': 'interests', 'hope': 'goals', 'apart': 'exclusions'}
NEW_IMPORT_NAMES = {**NEW_NAMES, 'places': 'capacity', 'times': 'availability'}
BATCH = 500

application = sa.table('application', sa.column('id', sa.Integer), sa.column('places', sa.Integer))
profile = sa.table(
    'profile',
    sa.column('application_id', sa.Integer),
    sa.column('steps_done', EncryptedJSON),
    sa.column('document', EncryptedJSON),
    *(sa.column(name, EncryptedText) for name in TEXTS),
    *(sa.column(name, EncryptedJSON) for name in LISTS),
)
mappings = [
    sa.table(name, sa.column('id', sa.Integer), sa.column('mapping', EncryptedJSON))
    for name in ('import_mapping', 'import_sheet')
]


def batches(columns: list[Any], key: Any) -> Iterator[list[Any]]:
    """Read a table in pieces, in the order of its key."""
    last = 0
    while rows := op.get_bind().execute(
        sa.select(*columns).where(key > last).order_by(key).limit(BATCH)
    ).all():
        yield rows
        last = rows[-1][0]


def renamed(names: list[str] | None, new: dict[str, str]) -> list[str] | None:
    return None if names is None else [new.get(name, name) for name in names]


def rename_in_mappings(new: dict[str, str]) -> None:
    """Call the questions in remembered and waiting imports by their new names."""
    for table in mappings:
        for rows in batches([table.c.id, table.c.mapping], table.c.id):
            for row_id, mapping in rows:
                if mapping is None:
                    continue
                for part in ('columns', 'answers'):
                    if part in mapping:
                        mapping[part] = {new.get(name, name): value for name, value in mapping[part].items()}
                op.execute(table.update().where(table.c.id == row_id).values(mapping=mapping))


def reverse(names: dict[str, str]) -> dict[str, str]:
    return {new: old for old, new in names.items()}


def upgrade() -> None:
    with op.batch_alter_table('profile') as batch_op:
        batch_op.add_column(sa.Column('document', sa.LargeBinary(), nullable=True))
    columns = [profile.c.application_id, profile.c.steps_done, *(profile.c[name] for name in (*TEXTS, *LISTS))]
    for rows in batches(columns, profile.c.application_id):
        ids = [row.application_id for row in rows]
        chosen = sa.select(application.c.id, application.c.places).where(application.c.id.in_(ids))
        places = {row.id: row.places for row in op.get_bind().execute(chosen)}
        for row in rows:
            document = {NEW_NAMES.get(name, name): getattr(row, name) for name in (*TEXTS, *LISTS)}
            document['capacity'] = places[row.application_id]
            op.execute(
                profile.update()
                .where(profile.c.application_id == row.application_id)
                .values(document=document, steps_done=renamed(row.steps_done, NEW_STEPS))
            )
    with op.batch_alter_table('profile') as batch_op:
        batch_op.alter_column('document', existing_type=sa.LargeBinary(), nullable=False)
        for name in (*TEXTS, *LISTS):
            batch_op.drop_column(name)
    with op.batch_alter_table('application') as batch_op:
        batch_op.drop_column('places')
    rename_in_mappings(NEW_IMPORT_NAMES)


def downgrade() -> None:
    with op.batch_alter_table('application') as batch_op:
        batch_op.add_column(sa.Column('places', sa.Integer(), nullable=False, server_default='1'))
    with op.batch_alter_table('profile') as batch_op:
        for name in (*TEXTS, *LISTS):
            batch_op.add_column(sa.Column(name, sa.LargeBinary(), nullable=True))
    columns = [profile.c.application_id, profile.c.steps_done, profile.c.document]
    for rows in batches(columns, profile.c.application_id):
        for row in rows:
            old = {name: row.document.get(NEW_NAMES.get(name, name), '') for name in TEXTS}
            old |= {name: row.document.get(name, []) for name in LISTS}
            op.execute(
                profile.update()
                .where(profile.c.application_id == row.application_id)
                .values(**old, steps_done=renamed(row.steps_done, reverse(NEW_STEPS)))
            )
            op.execute(
                application.update()
                .where(application.c.id == row.application_id)
                .values(places=row.document.get('capacity', 1))
            )
    with op.batch_alter_table('profile') as batch_op:
        for name in (*TEXTS, *LISTS):
            batch_op.alter_column(name, existing_type=sa.LargeBinary(), nullable=False)
        batch_op.drop_column('document')
    with op.batch_alter_table('application') as batch_op:
        batch_op.alter_column('places', existing_type=sa.Integer(), server_default=None)
    rename_in_mappings(reverse(NEW_IMPORT_NAMES))
