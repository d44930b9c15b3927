"""Threads of small products."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController


def one_blas_thread() -> AbstractContextManager[object]:
    """Keeps matrix products inside to one thread.

    Those of a few hundred claims take a hundred times as long on several threads that other work keeps waiting, and
    the threads spin meanwhile.
    """
    return _threads().limit(limits=1, user_api="blas")


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()
