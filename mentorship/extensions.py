"""The Flask extensions: created here, bound to an application in create_app."""

from typing import Any

from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_migrate import Migrate
from flask_security import Security
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import MetaData, Table, event
from sqlalchemy.engine import Engine
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """The base of every model; constraints have names so that migrations can drop them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )

    @classmethod
    def __table_cls__(cls, *arguments: Any, **options: Any) -> Table:
        """Never use an id twice: a page that is still open must not be about somebody else."""
        return Table(*arguments, **options, sqlite_autoincrement=True)


db = SQLAlchemy(model_class=Base)
migrate = Migrate(directory="migrations", render_as_batch=True)
csrf = CSRFProtect()
babel = Babel()
bootstrap = Bootstrap5()
security = Security()


@event.listens_for(Engine, "connect")
def prepare_sqlite(connection: DBAPIConnection, record: object) -> None:
    """Have SQLite check foreign keys, allow readers beside a writer, and overwrite deleted data."""
    if "sqlite3" not in type(connection).__module__:
        return
    cursor = connection.cursor()
    for pragma in (
        "foreign_keys = ON",
        "journal_mode = WAL",
        "secure_delete = ON",
        "busy_timeout = 10000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
