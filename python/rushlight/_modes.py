# SPDX-License-Identifier: MIT
"""Gradient modes as context managers and decorators; seeds; print options."""
from . import _C


class _Mode:
    """Works as `with no_grad():`, `@no_grad()` and `@no_grad`."""

    def __new__(cls, *args, **kw):
        if len(args) == 1 and not kw and callable(args[0]) and not isinstance(args[0], type):
            return cls()(args[0])
        return super().__new__(cls)

    def __call__(self, function):
        import functools
        import inspect
        if inspect.isgeneratorfunction(function):
            @functools.wraps(function)
            def generator(*args, **kw):
                source = function(*args, **kw)
                step = source.send, None      # what the caller asks for, with its argument
                while True:
                    with self._clone():       # the mode holds while the generator runs, not while its caller does
                        try:
                            item = step[0](step[1])
                        except StopIteration as stop:
                            return stop.value
                    try:
                        step = source.send, (yield item)
                    except GeneratorExit:
                        with self._clone():
                            source.close()
                        raise
                    except BaseException as error:
                        step = source.throw, error
            return generator

        @functools.wraps(function)
        def wrapped(*args, **kw):
            with self._clone():
                return function(*args, **kw)
        return wrapped

    def _clone(self):
        return type(self)()


class no_grad(_Mode):
    def __enter__(self):
        self._before = _C._set_grad_enabled(False)

    def __exit__(self, *_):
        _C._set_grad_enabled(self._before)


class enable_grad(_Mode):
    def __enter__(self):
        self._before = _C._set_grad_enabled(True)

    def __exit__(self, *_):
        _C._set_grad_enabled(self._before)


class inference_mode(_Mode):
    def __init__(self, mode=True):
        self.mode = mode

    def _clone(self):
        return inference_mode(self.mode)

    def __enter__(self):
        self._grad = _C.is_grad_enabled()
        self._before = _C._set_inference_mode(self.mode)
        if self.mode:
            _C._set_grad_enabled(False)

    def __exit__(self, *_):
        _C._set_inference_mode(self._before)
        _C._set_grad_enabled(self._grad)


class set_grad_enabled(_Mode):
    """Takes effect when made; as a context manager it goes back at the end."""

    def __new__(cls, mode):
        return object.__new__(cls)

    def __init__(self, mode):
        self.mode = mode
        self._before = _C._set_grad_enabled(mode)

    def _clone(self):
        return set_grad_enabled(self.mode)

    def __call__(self, function):
        _C._set_grad_enabled(self._before)
        return super().__call__(function)

    def __enter__(self):
        _C._set_grad_enabled(self.mode)

    def __exit__(self, *_):
        _C._set_grad_enabled(self._before)


default_generator = _C._default_generator()


def manual_seed(seed):
    _C._manual_seed(seed)
    return default_generator


def seed():
    import os
    value = int.from_bytes(os.urandom(8), "little")
    _C._manual_seed(value)
    return value


def get_rng_state():
    return default_generator.get_state()


def set_rng_state(state):
    default_generator.set_state(state)


_print = {"precision": 4, "threshold": 1000, "edgeitems": 3, "linewidth": 80, "sci_mode": None}
_profiles = {
    "default": {"precision": 4, "threshold": 1000, "edgeitems": 3, "linewidth": 80},
    "short": {"precision": 2, "threshold": 1000, "edgeitems": 2, "linewidth": 80},
    "full": {"precision": 4, "threshold": 2 ** 62, "edgeitems": 3, "linewidth": 80},
}


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, profile=None, sci_mode=None):
    if profile is not None:
        _print.update(_profiles[profile])
    given = {"precision": precision, "threshold": threshold, "edgeitems": edgeitems, "linewidth": linewidth}
    _print.update({k: v for k, v in given.items() if v is not None})
    _print["sci_mode"] = sci_mode
    threshold = _print["threshold"]
    _C._set_print_options(_print["precision"], 2 ** 62 if threshold == float("inf") else int(threshold), _print["edgeitems"], _print["linewidth"],
                          0 if sci_mode is None else 1 if sci_mode else -1)


def set_default_tensor_type(t):
    from ._dtypes import dtype_of_class
    if isinstance(t, str) and t.startswith("torch.cuda.") and not _C._cuda_is_available():
        raise TypeError(f"type {t} not available. Torch not compiled with CUDA enabled.")
    try:
        dtype = None if isinstance(t, _C.dtype) else dtype_of_class(t)
    except ValueError:
        dtype = None
    if dtype is None:
        raise TypeError("invalid type object: only floating-point types are supported as the default type")
    _C.set_default_dtype(dtype)


_deterministic = [False, False]     # on, only warnings: results never depend on threads or timing here, so this only remembers what was asked for


def use_deterministic_algorithms(mode, *, warn_only=False):
    _set_deterministic_algorithms(mode, warn_only=warn_only)


def _set_deterministic_algorithms(mode, *, warn_only=False):
    for name, value in (("'mode' (position 1)", mode), ("'warn_only'", warn_only)):
        if not isinstance(value, bool):
            raise TypeError(f"_set_deterministic_algorithms(): argument {name} must be bool, not {type(value).__name__}")
    _deterministic[:] = mode, warn_only


def are_deterministic_algorithms_enabled():
    return _deterministic[0]


def is_deterministic_algorithms_warn_only_enabled():
    return _deterministic[1]


def alert_not_deterministic(name):
    """What an operation without a deterministic form says in deterministic mode."""
    if not _deterministic[0]:
        return
    text = f"{name} does not have a deterministic implementation, but you set 'torch.use_deterministic_algorithms(True)'."
    if not _deterministic[1]:
        raise RuntimeError(text + " You can turn off determinism just for this operation, or you can use the 'warn_only=True' option.")
    import warnings
    warnings.warn(text, stacklevel=3)


def set_deterministic_debug_mode(debug_mode):
    """0 or "default", 1 or "warn", 2 or "error"."""
    if not isinstance(debug_mode, (int, str)):
        raise TypeError(f"debug_mode must be str or int, but got {type(debug_mode)}")
    levels = ("default", "warn", "error")
    if isinstance(debug_mode, str):
        if debug_mode not in levels:
            raise RuntimeError(f"invalid value of debug_mode, expected one of `default`, `warn`, `error`, but got {debug_mode}")
        debug_mode = levels.index(debug_mode)
    if debug_mode not in (0, 1, 2):
        raise RuntimeError(f"invalid value of debug_mode, expected 0, 1, or 2, but got {debug_mode}")
    _set_deterministic_algorithms(debug_mode > 0, warn_only=debug_mode == 1)


def get_deterministic_debug_mode():
    return (1 if _deterministic[1] else 2) if _deterministic[0] else 0


_always_warn = False


def set_warn_always(b):
    """Kept for programs that ask: warnings of the module go through Python's filters, each time."""
    global _always_warn
    _always_warn = bool(b)


def is_warn_always_enabled():
    return _always_warn


def get_num_interop_threads():
    return 1


def set_num_interop_threads(threads):
    if threads != 1:
        raise RuntimeError("rushlight runs one op at a time: the number of interop threads is 1")


def set_flush_denormal(mode):
    return False
