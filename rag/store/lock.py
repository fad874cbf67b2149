"""Let one process at a time write a store: an operating system's lock, gone when its holder dies."""

from __future__ import annotations

from pathlib import Path

from rag.store.schema import UnusableStore, translated

LOCK_FILE = "lock"


class StoreLock:
    """Hold, or not, the right to write the store in `folder`."""

    def __init__(self, folder: Path) -> None:
        from filelock import FileLock

        self._folder = folder
        self._lock = FileLock(folder / LOCK_FILE, thread_local=False)

    def try_lock(self) -> bool:
        """Take the lock if nobody has it and tell whether it is held now; raise StoreError if it cannot be made."""
        from filelock import Timeout

        with translated(self._folder):
            try:
                self._lock.acquire(blocking=False)
            except Timeout:
                return False
            except NotImplementedError as error:  # the file system knows no locks
                message = f"the store {str(self._folder)!r} cannot be used: {error}."
                raise UnusableStore(message, hint="Choose another with --store.") from error
        return True

    def release(self) -> None:
        """Give the lock back; without it, do nothing."""
        self._lock.release()

    def __enter__(self) -> StoreLock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()
