"""Which kernels of the engine are called, and with arguments of what types: what numba compiles follows from these."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from numba import typeof
from numba.core.dispatcher import Dispatcher

from matching.engine import bound_kernel, kernels, receipt_kernel

MODULES = (bound_kernel, kernels, receipt_kernel)


def called_from_python() -> set[str]:
    """Return the names of the kernels that are no part of another one."""
    return {
        value.py_func.__name__
        for module in MODULES
        for value in vars(module).values()
        if isinstance(value, Dispatcher) and not value.targetoptions.get("no_cpython_wrapper")
    }


@contextmanager
def noted_calls() -> Iterator[set[tuple]]:
    """Note (kernel, types of its arguments) of every call within; the calls are made."""
    calls: set[tuple] = set()

    def noting(kernel: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            calls.add((kernel.__name__, *map(typeof, arguments)))
            return kernel(*arguments)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for module in MODULES:
            for name in called_from_python() & set(vars(module)):
                patch.setattr(module, name, noting(getattr(module, name)))
        yield calls
