#!/bin/bash
# SPDX-License-Identifier: MIT
# test_pythons.sh - the Python module built and tested with every interpreter from 3.9 to 3.13 that is here, in PATH or pyenv.
set -euo pipefail
cd "$(dirname "$0")/.."
tested="" missing=""
for version in 3.9 3.10 3.11 3.12 3.13; do
    python=""
    for candidate in "/usr/bin/python$version" "$(command -v "python$version" || true)" "${PYENV_ROOT:-$HOME/.pyenv}/versions/$version".*/bin/python; do
        header='import os, sysconfig; raise SystemExit(not os.path.exists(os.path.join(sysconfig.get_paths()["include"], "Python.h")))'
        if [ -x "$candidate" ] && "$candidate" -c "$header" 2>/dev/null; then python=$candidate && break; fi
    done
    if [ -z "$python" ]; then missing="$missing $version" && continue; fi
    echo "== Python $version"
    folder=build-python/$version
    cmake -S . -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=Release -DRUSH_BUILD_EXAMPLES=OFF -DRUSH_BUILD_BENCH=OFF \
        -DPython3_EXECUTABLE="$python" -DPython3_INCLUDE_DIR="$("$python" -c 'import sysconfig; print(sysconfig.get_paths()["include"])')" >/dev/null
    ninja -C "$folder" --quiet rushlight_python tools_optable
    PYTHONPATH=$folder/python PYTHONDONTWRITEBYTECODE=1 RUSH_OPTABLE=$folder/tools/optable "$python" -m unittest discover -s tests/python
    tested="$tested $version"
done
echo "tested:${tested:- none}; not here:${missing:- none}"
[ -n "$tested" ]
