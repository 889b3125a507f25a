#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Refused calls with the class and the text of PyTorch 1.13.1's exception: adds both to errors.txt for the expressions in it
(lines: expression, class, text as a Python string, with tabs between). Run it with a Python that has that PyTorch."""
import os
import warnings

import numpy as np  # noqa: F401  the expressions use it
import torch

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "errors.txt")


def main():
    warnings.simplefilter("ignore")
    with open(PATH) as f:
        expressions = [line.rstrip("\n").split("\t")[0] for line in f if line.strip()]
    lines = []
    for expression in expressions:
        try:
            eval(expression, {"torch": torch, "np": np})
            print("no error:", expression)
        except Exception as e:
            lines.append(f"{expression}\t{type(e).__name__}\t{str(e)!r}\n")
    with open(PATH, "w") as f:
        f.writelines(lines)


if __name__ == "__main__":
    main()
