"""Rounds get more days.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

ROUND_DAYS = ("opens_on", "introductions_by", "ends_on")


def upgrade():
    for day in ROUND_DAYS:
        op.add_column("round", sa.Column(day, sa.Date(), nullable=True))


def downgrade():
    for day in ROUND_DAYS:
        op.drop_column("round", day)
