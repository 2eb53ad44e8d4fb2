"""Lines of a framework's own code."""

import builtins
import importlib
import math


class Names:
    """A framework's names: those of several modules, the first that has one wins."""

    def __init__(self, *modules):
        self.modules = modules

    def __getattr__(self, name):
        for module in self.modules:
            if hasattr(module, name):
                return getattr(module, name)
        raise AttributeError(f"{self.modules[0].__name__} has no '{name}'")


def evaluated(text, names, **more):
    """The value of a line, which sees all names both bare and behind its dialect's name."""
    bare = {name: getattr(names, name) for module in names.modules for name in dir(module)
            if not name.startswith("_") and not hasattr(builtins, name)}
    numpy = importlib.import_module("numpy")  # all of the frameworks stand on it
    return eval(text, {**bare, "math": math, "np": numpy, "numpy": numpy, text.split(".")[0]: names, **more})


def numbers(text):
    """One number for all parameter groups, or a list of one for each."""
    return [float(part) for part in text.strip("[] ").split(",")]
