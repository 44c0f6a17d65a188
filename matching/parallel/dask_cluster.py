"""A Dask cluster as an executor for blocks of work."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib import import_module
from typing import Any, TypeVar

from matching.errors import MatchingError

Result = TypeVar("Result")


class ClusterExecutor(Executor):
    """Runs calls on a Dask cluster, and sends the data that all blocks share only once.

    Parameters
    ----------
    client : distributed.Client
    """

    def __init__(self, client: Any) -> None:
        self._client = client
        self._shared: tuple[object, Any] = (None, None)

    def submit(self, work: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Any:
        """Schedule a call; the function stays on the cluster until another one is submitted."""
        if self._shared[0] is not work:
            self._shared = (work, self._client.scatter(work, broadcast=True, hash=False))
        return self._client.submit(_call, self._shared[1], *args, pure=False, **kwargs)


def _call(work: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:
    return work(*args, **kwargs)


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Connect to the Dask cluster whose scheduler listens at an address.

    Raises
    ------
    MatchingError
        The extra ``cluster`` is not installed, no scheduler answers at the address, or there are
        no workers that can import this library.
    """
    try:
        distributed = import_module("distributed")  # optional, and slow to import
    except ImportError:
        raise MatchingError("a cluster needs the extra: pip install '.[cluster]'") from None
    try:
        client = distributed.Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise MatchingError(f"no Dask scheduler answers at {address}: {error}") from None
    with client:
        _check_workers(client, address)
        yield ClusterExecutor(client)


def _check_workers(client: Any, address: str) -> None:
    """Raise an error if the cluster has no workers, or if they cannot import this library."""
    try:
        client.run_on_scheduler(exec, "import matching.optimize.column_generation")
        workers = client.run(exec, "import matching.optimize.column_generation")
    except ImportError as error:
        raise MatchingError(
            f"the Dask cluster at {address} cannot import the library ({error.msg}); "
            "start its scheduler and workers where `import matching` works"
        ) from None
    if not workers:
        raise MatchingError(f"the Dask cluster at {address} has no workers")
