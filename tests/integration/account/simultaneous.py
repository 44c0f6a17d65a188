"""Send the same request several times at once, as a double tap or an attack does."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mentorship.extensions import db

REQUESTS_AT_ONCE = 4


def at_once(
    client_for: Callable[[], FlaskClient], send: Callable[[FlaskClient], TestResponse]
) -> list[TestResponse]:
    """Return the responses to a request that four clients send at the same moment."""
    clients = [client_for() for _ in range(REQUESTS_AT_ONCE)]
    barrier = Barrier(REQUESTS_AT_ONCE)

    def send_with_others(client: FlaskClient) -> TestResponse:
        barrier.wait()
        return send(client)

    with ThreadPoolExecutor(REQUESTS_AT_ONCE) as threads:
        responses = list(threads.map(send_with_others, clients))
    db.session.rollback()  # so that the test reads what the requests committed
    return responses
