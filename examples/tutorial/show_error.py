# SPDX-License-Identifier: MIT
"""Prints an exception as the C twin does: its message, and what its notes tell of shapes and lines."""

import os


def show_error(e):
    print(e)
    for note in getattr(e, "__notes__", None) or getattr(e, "rushlight_notes", []):
        if not note.startswith(("op: ", "at ")):
            print("  " + note.strip().replace(os.path.dirname(os.path.abspath(__file__)) + os.sep, ""))
