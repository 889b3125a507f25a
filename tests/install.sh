#!/bin/sh
# SPDX-License-Identifier: MIT
# install.sh - what README.md says about installing and linking: installs into an empty folder, then builds and
# runs README.md's program by find_package, against each of the two libraries, and by pkg-config if it is there.
# usage: install.sh BUILD_FOLDER COMPILER, from the project's root
set -eu
build=$1 compiler=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --install "$build" --prefix "$work/prefix" >"$work/log"
awk '/^```c$/ { inside = 1; next } /^```/ { inside = 0 } inside' README.md >"$work/program.c"
cat >"$work/CMakeLists.txt" <<'T'
cmake_minimum_required(VERSION 3.18)
project(user C)
find_package(rushlight REQUIRED)
add_executable(shared program.c)
target_link_libraries(shared rushlight::rushlight)
add_executable(static program.c)
target_link_libraries(static rushlight::rushlight_static)
T
cmake -S "$work" -B "$work/build" -DCMAKE_C_COMPILER="$compiler" -DCMAKE_PREFIX_PATH="$work/prefix" >>"$work/log" 2>&1 &&
    cmake --build "$work/build" >>"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
"$work/build/shared" >"$work/shared.txt"
"$work/build/static" | cmp - "$work/shared.txt"
[ -s "$work/shared.txt" ]
if command -v pkg-config >/dev/null; then
    PKG_CONFIG_PATH=$(dirname "$(find "$work/prefix" -name rushlight.pc)")
    export PKG_CONFIG_PATH
    # shellcheck disable=SC2046
    "$compiler" "$work/program.c" $(pkg-config --cflags --libs rushlight) -o "$work/program"
    LD_LIBRARY_PATH=$(pkg-config --variable=libdir rushlight) "$work/program" | cmp - "$work/shared.txt"
else
    echo "no pkg-config here: that way was not tried"
fi
