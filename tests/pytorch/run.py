# SPDX-License-Identifier: MIT
"""Runs a test file of PyTorch 1.13.1 against this module: PYTHONPATH=build/python /usr/bin/python3 tests/pytorch/run.py FILE [unittest arguments]"""
import os
import runpy
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import adapter

sys.argv = sys.argv[1:]  # before the install: PyTorch's infrastructure reads the arguments as it is imported
sys.path.insert(0, os.path.dirname(os.path.abspath(sys.argv[0])))
adapter.install()
runpy.run_path(sys.argv[0], run_name="__main__")
