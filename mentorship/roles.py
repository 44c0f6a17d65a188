"""The two roles in which somebody takes part."""

import enum


class Role(enum.StrEnum):
    MENTOR = "mentor"
    MENTEE = "mentee"
