# SPDX-License-Identifier: MIT
"""Names that programs import though Rushlight does not have what they stand for: using one raises an error that says so."""


def missing(module, names):
    """{name: class that cannot be made}, for the names in a string."""
    def made(name):
        def refuse(cls, *args, **kwargs):
            raise NotImplementedError(f"rushlight has no torch.{module}.{name}")
        doc = f"Not in Rushlight: making one raises NotImplementedError. PyTorch: torch.{module}.{name}."
        return type(name, (), {"__new__": refuse, "__doc__": doc, "__module__": f"rushlight.{module}"})
    return {name: made(name) for name in names.split()}
