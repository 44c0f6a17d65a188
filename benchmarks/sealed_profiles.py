"""How long it takes to open the profiles and names of 500 people, as before and as now."""

import base64
import json
import random
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.fernet import Fernet

from mentorship.demo.invented import invent_applications
from mentorship.privacy.key_store import KeyStore
from mentorship.privacy.keys import Keys
from mentorship.privacy.sealing import PADDING_BLOCK_BYTES, combined_key, key_ids_of, seal, unseal

PEOPLE = 500
SEED = 1

Opener = Callable[[], list[object]]


@contextmanager
def openers() -> Iterator[tuple[Opener, Opener]]:
    """Give two functions that open the same documents: sealed ones, and values under Fernet."""
    people = _people()
    with tempfile.TemporaryDirectory() as folder:
        yield _sealed_opener(people, Path(folder)), _fernet_opener(people)


def _people() -> list[tuple[object, dict[str, str]]]:
    """Return what is stored of each person: the answers, and the account."""
    rng = random.Random(SEED)  # noqa: S311
    answers = [invented.submission.answers for invented in invent_applications(rng)]
    return [
        (answers[number % len(answers)], {"name": f"person{number}@example.org", "language": "es"})
        for number in range(PEOPLE)
    ]


def _sealed_opener(people: list[tuple[object, dict[str, str]]], folder: Path) -> Opener:
    """Seal a document of answers and one of the account, under the data key of the person."""
    store = KeyStore(folder / "data-keys.db", Keys.generate().master_keys)
    store.create()
    keys = {secrets.token_bytes(16): secrets.token_bytes(32) for _ in people}
    store.add(keys)
    sealed = [
        [seal(document, [key_id], combined_key([key]), b"row") for document in person]
        for person, (key_id, key) in zip(people, keys.items(), strict=True)
    ]

    def open_sealed() -> list[object]:
        stored = store.read({key_id for rows in sealed for key_id in key_ids_of(rows[0])})
        opened: list[object] = []
        for rows in sealed:
            key = combined_key([stored[key_id] for key_id in key_ids_of(rows[0])])
            answers, account = (unseal(row, key, b"row") for row in rows)
            opened += [answers, account["name"], account["language"]]
        return opened

    return open_sealed


def _fernet_opener(people: list[tuple[object, dict[str, str]]]) -> Opener:
    """Encrypt the answers as one value, and each field of the account as another."""
    fernet = Fernet(Fernet.generate_key())

    def encrypt(value: object) -> bytes:
        plain = json.dumps(value, ensure_ascii=False).encode() + b"\x01"
        padded = plain + b"\x00" * (-len(plain) % PADDING_BLOCK_BYTES)
        return base64.urlsafe_b64decode(fernet.encrypt(padded))

    values = [
        encrypt(value) for answers, account in people for value in (answers, *account.values())
    ]

    def decrypt(value: bytes) -> object:
        padded = fernet.decrypt(base64.urlsafe_b64encode(value))
        return json.loads(padded.rstrip(b"\x00")[:-1])

    return lambda: [decrypt(value) for value in values]
