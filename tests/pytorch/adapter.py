# SPDX-License-Identifier: MIT
"""The adapter that lets PyTorch's own test files run against this module.

`install()` makes `import torch` give rushlight. It replaces only what tests are made of: `torch.testing._internal` is read from an
installed PyTorch 1.13.1 (its Python files alone), and what those files import but no test calls (compilers, quantisation,
distribution) becomes a placeholder, which raises NotImplementedError as soon as it is called. While the tests run, rushlight's
names are its own: what is missing is missing.
"""
import contextlib
import functools
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import pkgutil
import re
import sys
import types

# Modules read from PyTorch's directory: the tests' infrastructure.
BORROWED = ("torch.testing._internal", "torch.testing._comparison", "torch.testing._legacy", "torch.testing._creation", "torch.testing._deprecated", "torch.utils._pytree", "torch._utils_internal")
INFRASTRUCTURE = ("common_utils", "common_device_type", "common_dtype", "common_cuda", "common_methods_invocations")
# Modules that only the infrastructure imports.
PLACEHOLDERS = (
    "torch._C", "torch._prims", "torch._prims_common", "torch._refs", "torch._lazy", "torch._decomp", "torch._meta_registrations",
    "torch._subclasses", "torch._dynamo", "torch._dispatch", "torch._ops", "torch._masked", "torch.masked", "torch.ao", "torch.backends.mkl", "torch.backends.mps",
    "torch.backends.quantized", "torch.backends.opt_einsum", "torch.backends.xnnpack", "torch.backends.openmp", "torch.distributed", "torch.fx", "torch.futures",
    "torch.jit", "torch.nested", "torch.nn.intrinsic", "torch.nn.qat", "torch.nn.quantized", "torch.onnx", "torch.package",
    "torch.profiler", "torch.quantization", "torch.sparse", "torch._sources", "torch.utils._mode_utils", "torch.utils._python_dispatch",
    "torch.utils.cpp_extension", "torch.utils.dlpack", "torch.utils.mkldnn", "torch.utils.tensorboard", "torch.utils.benchmark",
    "torch.utils.bundled_inputs", "torch.utils.model_zoo", "torch.utils.show_pickle", "torch.utils.file_baton", "torch.hub",
    "torch.cuda.amp.autocast_mode", "torch.autograd.forward_ad", "torch.fft", "torch.backends.mkldnn", "torch.utils.throughput_benchmark",
    "torch.nn.parallel", "torch.autograd.profiler", "torch.autograd.profiler_util", "torch.autograd._functions", "torch.contrib", "torchvision",
    "torch._python_dispatcher", "torch.library", "torch._classes", "torch._namedtensor_internals", "torch.multiprocessing.reductions",
    "caffe2", "torch.utils.data.datapipes", "torch.utils.data._utils.serialization", "torch.utils.data.graph", "torch.utils.data.graph_settings", "torch.overrides", "torch._vmap_internals", "torch.nn.utils.stateless", "torch.nn.utils.prune", "torch.nn.utils._per_sample_grad",
    "torch.nn.utils.parametrize", "torch.nn.utils._stateless", "torch.nn.utils.parametrizations", "torch.types", "torch.nn._reduction", "torch.storage", "torch.utils.checkpoint",
)


class Placeholder(types.ModuleType):
    """A name that infrastructure imports; calling it in a test fails, as it does not exist."""

    importing = False  # while infrastructure is imported, its tables may call what is missing

    def __getattr__(self, name):
        if name == "__all__":
            return []
        if name.startswith("__"):
            raise AttributeError(name)
        value = Placeholder(f"{self.__name__}.{name}")
        setattr(self, name, value)
        return value

    def __call__(self, *args, **kwargs):
        if len(args) == 1 and not kwargs and isinstance(args[0], (type, types.FunctionType)):
            return args[0]  # used as a decorator
        if Placeholder.importing:
            return Placeholder(self.__name__ + "()")
        raise NotImplementedError(f"{self.__name__} does not exist")

    def __mro_entries__(self, bases):
        return (types.SimpleNamespace,)

    def __instancecheck__(self, value):
        return False

    __subclasscheck__ = __instancecheck__

    def __deepcopy__(self, memo):
        return self

    def __iter__(self):
        return iter(())

    def __contains__(self, key):
        return False

    def __bool__(self):
        return False

    def __enter__(self):
        raise NotImplementedError(f"{self.__name__} does not exist")

    def __exit__(self, *exc):
        return False

    def __hash__(self):
        return hash(self.__name__)

    def __eq__(self, other):
        return self is other

    def __lt__(self, other):
        return False

    def __or__(self, other):
        return other

    __ror__ = __or__


class _Alias(importlib.abc.Loader):
    """Gives a module that exists under another name."""

    def __init__(self, module):
        self.module = module
        self.spec = getattr(module, "__spec__", None)

    def create_module(self, spec):
        return self.module

    def exec_module(self, module):
        module.__spec__ = self.spec


def _under(name, roots):
    return any(name == root or name.startswith(root + ".") for root in roots)


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, directory):
        self.directory = directory

    def find_spec(self, name, path=None, target=None):
        if not _under(name, ("torch", "torchvision", "caffe2")):
            return None
        if _under(name, BORROWED):
            base = os.path.join(self.directory, *name.split(".")[1:])
            package = os.path.isdir(base)
            file = os.path.join(base, "__init__.py") if package else base + ".py"
            if os.path.exists(file):
                return importlib.util.spec_from_file_location(name, file, submodule_search_locations=[base] if package else None)
        module = None
        if name != "torch._C":  # each library's C module is its own
            try:
                module = importlib.import_module("rushlight" + name[len("torch"):])
            except ModuleNotFoundError:
                pass
        if module is None:
            if not _under(name, PLACEHOLDERS):
                return None
            module = Placeholder(name)
            module.__path__ = []
        return importlib.machinery.ModuleSpec(name, _Alias(module), is_package=hasattr(module, "__path__"))


class lenient:
    """While infrastructure is imported, names that a module (or the Tensor class) lacks are placeholders."""

    def __init__(self, *modules, tensor):
        self.modules = modules
        self.tensor = tensor

    def __enter__(self):
        Placeholder.importing = True
        self.old = [(m, m.__dict__.get("__getattr__")) for m in self.modules]
        for module, old in self.old:
            if old is None and hasattr(type(module), "__getattr__"):
                old = functools.partial(type(module).__getattr__, module)

            def get(name, module=module, old=old):
                if old is not None:
                    try:
                        return old(name)
                    except AttributeError:
                        pass
                if name.startswith("__"):
                    raise AttributeError(name)
                return Placeholder(f"{module.__name__}.{name}")
            module.__getattr__ = get
        # A type's missing attributes cannot be made up lazily: the names that PyTorch's Tensor has are listed in its stub.
        self.lent = [name for name in tensor_names() if not hasattr(self.tensor, name)]
        for name in self.lent:
            setattr(self.tensor, name, Placeholder(f"torch.Tensor.{name}"))
        # Some tables hold tensors of dtypes that do not exist here.
        root = sys.modules["torch"]
        self.makers = {name: getattr(root, name) for name in ("rand", "randn", "randint", "tensor", "zeros", "ones", "empty")}
        for name, make in self.makers.items():
            def attempt(*args, make=make, **kwargs):
                try:
                    return make(*args, **kwargs)
                except NotImplementedError:
                    return Placeholder("a tensor")
            setattr(root, name, attempt)

    def __exit__(self, *exc):
        Placeholder.importing = False
        for module, old in self.old:
            if old is None:
                del module.__getattr__
            else:
                module.__getattr__ = old
        for name in self.lent:
            delattr(self.tensor, name)
        for name, make in self.makers.items():
            setattr(sys.modules["torch"], name, make)


def tensor_names():
    """The names of the methods of PyTorch's Tensor: those that its Python file and its stub of _C define."""
    names = set()
    for file, start in (("_tensor.py", "class Tensor"), (os.path.join("_C", "__init__.pyi"), "class _TensorBase")):
        with open(os.path.join(find_pytorch(), file), encoding="utf-8") as opened:
            text = opened.read()
        names.update(re.findall(r"^    (?:def )?(\w+)(?= ?[(:=])", text[text.index(start):], re.M))
    return sorted(names)


def find_pytorch():
    for folder in sys.path:
        if os.path.exists(os.path.join(folder, "torch", "testing", "_internal", "common_utils.py")):
            return os.path.join(folder, "torch")
    raise SystemExit("an installed PyTorch 1.13.1 is needed for its test infrastructure (Debian: python3-torch)")


def _allow_no_parameters(parametrize):
    """A test that is parametrized by a list that is empty here (what a placeholder lists) has no cases; PyTorch's raises."""
    cases_of = parametrize._parametrize_test

    def cases(self, *args, **named):
        if self.arg_names:
            self.arg_values = list(self.arg_values)
            if not self.arg_values:
                return ()
        return cases_of(self, *args, **named)
    parametrize._parametrize_test = cases


def install():
    """Makes `torch` this module and gives the context under which infrastructure and test files are to be imported."""
    import rushlight
    if "torch" in sys.modules:
        raise RuntimeError("torch has been imported already")
    directory = find_pytorch()
    sys.modules["torch"] = rushlight
    sys.meta_path.insert(0, _Finder(directory))
    for found in pkgutil.walk_packages(rushlight.__path__, "rushlight."):
        importlib.import_module(found.name)
    for name, module in list(sys.modules.items()):  # a later import would put a module over a function of its name (autograd.gradcheck)
        if name.startswith("rushlight.") and name != "rushlight._C" and not _under("torch" + name[len("rushlight"):], BORROWED):
            sys.modules["torch" + name[len("rushlight"):]] = module
    modes = types.ModuleType("torch.utils._mode_utils")  # nothing is dispatched to Python here
    modes.no_dispatch = contextlib.nullcontext
    modes.all_same_mode = lambda items: True
    importlib.import_module("torch._C")._DisableFuncTorch = object
    own = importlib.import_module("rushlight._C")
    for name in dir(own):  # what the extension has under PyTorch's names is its own
        if not name.startswith("__"):
            setattr(importlib.import_module("torch._C"), name, getattr(own, name))
    importlib.import_module("torch._C").has_lapack = True  # square systems need no LAPACK here
    sys.modules["torch.utils._mode_utils"] = modes
    modules = {id(module): module for name, module in sys.modules.items() if _under(name, ("rushlight",))}
    modules.update((id(m), m) for m in vars(own).values() if isinstance(m, types.ModuleType) and m.__name__.startswith("rushlight._C"))
    modules = modules.values()
    context = lenient(*modules, tensor=rushlight.Tensor)
    with context:
        for name in INFRASTRUCTURE:
            importlib.import_module("torch.testing._internal." + name)
        # what NumPy references ask: the dtype of operands (and the one that kernels compute in); the Python type of a dtype's numbers
        importlib.import_module("torch._prims").utils.elementwise_dtypes = lambda *operands, type_promotion_kind: (
            functools.reduce(rushlight.promote_types, (o.dtype if isinstance(o, rushlight.Tensor) else rushlight.tensor(o).dtype for o in operands)),) * 2
        importlib.import_module("torch._prims_common").dtype_to_type = lambda dtype: type(rushlight.zeros((), dtype=dtype).item())
        _allow_no_parameters(sys.modules["torch.testing._internal.common_utils"].parametrize)
    return context
