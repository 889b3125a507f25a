# SPDX-License-Identifier: MIT
"""Runs a test file of PyTorch 1.13.1 against this module: PYTHONPATH=build/python /usr/bin/python3 tests/pytorch/run.py FILE [unittest arguments]"""
import importlib.util
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import adapter

sys.argv = sys.argv[1:]  # before the install: PyTorch's infrastructure reads the arguments as it is imported
sys.path.insert(0, os.path.dirname(os.path.abspath(sys.argv[0])))
lenient = adapter.install()

# The file is imported under its own name, with leniency for names that only some of its tests use; then it is the main module.
name = os.path.splitext(os.path.basename(sys.argv[0]))[0]
spec = importlib.util.spec_from_file_location(name, sys.argv[0])
module = importlib.util.module_from_spec(spec)
sys.modules[name] = module
with lenient:
    spec.loader.exec_module(module)
sys.modules["__main__"] = module
module.run_tests()
