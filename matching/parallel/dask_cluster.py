"""The machines of a Dask cluster, as an executor for blocks of work."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib import import_module
from typing import Any, TypeVar

from matching.errors import MatchingError

T = TypeVar("T")


class ClusterExecutor(Executor):
    """Runs work on a Dask cluster, sending what all blocks share only once.

    Parameters
    ----------
    client : distributed.Client
    """

    def __init__(self, client: Any) -> None:
        self._client = client
        self._shared: tuple[object, Any] = (None, None)

    def submit(self, work: Callable[..., T], /, *arguments: Any, **named: Any) -> Any:
        """Schedule a call; the work is kept on the cluster until other work comes."""
        if self._shared[0] is not work:
            self._shared = (work, self._client.scatter(work, broadcast=True, hash=False))
        return self._client.submit(_call, self._shared[1], *arguments, pure=False, **named)


def _call(work: Callable[..., T], *arguments: Any, **named: Any) -> T:
    return work(*arguments, **named)


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Use the Dask cluster whose scheduler listens at an address.

    Raises
    ------
    MatchingError
        The extra ``cluster`` is not installed, nobody answers at the address, or there are no
        workers that know this library.
    """
    try:
        distributed = import_module("distributed")  # slow to load, and few have a cluster
    except ImportError:
        raise MatchingError("a cluster needs the extra: pip install '.[cluster]'") from None
    try:
        client = distributed.Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise MatchingError(f"no Dask scheduler answers at {address}: {error}") from None
    with client:
        _refuse_unready(client, address)
        yield ClusterExecutor(client)


def _refuse_unready(client: Any, address: str) -> None:
    """Refuse a cluster of nobody, or one that does not know this library."""
    try:
        client.run_on_scheduler(exec, "import matching.optimize.column_generation")
        ready = client.run(exec, "import matching.optimize.column_generation")
    except ImportError as error:
        raise MatchingError(
            f"the Dask cluster at {address} cannot import the library ({error.msg}); "
            "start its scheduler and workers where `import matching` works"
        ) from None
    if not ready:
        raise MatchingError(f"the Dask cluster at {address} has no workers")
