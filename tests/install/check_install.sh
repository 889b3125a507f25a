#!/bin/sh
# SPDX-License-Identifier: MIT
# check_install.sh BUILD pkgconfig|cmake shared|static - installs a build to a temporary prefix; a program outside the tree finds the
# library there, builds without a warning and runs.
set -eu
build=$1 finder=$2 kind=$3
source=$(cd "$(dirname "$0")/program" && pwd)
cc=${CC:-cc}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake --install "$build" --prefix "$work/prefix" >/dev/null
cp -r "$source" "$work/program"
cd "$work/program"
pc=$(find "$work/prefix" -name rushlight.pc)
libraries=$(dirname "$(dirname "$pc")")
[ -e "$libraries/librushlight.so" ] && [ -e "$libraries/librushlight.a" ]
mv "$work/prefix" "$work/moved" # what is installed can be moved
libraries=$work/moved${libraries#"$work/prefix"}

case $finder in
pkgconfig)
    [ "$kind" = shared ] || rm "$libraries"/librushlight.so* # the linker takes a shared library where there is one
    option=$([ "$kind" = shared ] || echo --static)
    # shellcheck disable=SC2086,SC2046
    PKG_CONFIG_PATH=$libraries/pkgconfig \
        sh -c "$cc -std=c11 -Wall -Wextra -Wpedantic -Werror main.c \$(pkg-config --cflags --libs $option rushlight) -o program"
    ;;
cmake)
    cmake -S . -B out -G Ninja -DCMAKE_C_COMPILER="$cc" -DCMAKE_PREFIX_PATH="$work/moved" \
        -DLIBRARY=$([ "$kind" = shared ] && echo rushlight || echo rushlight_static) >log || { cat log; exit 1; }
    cmake --build out >log || { cat log; exit 1; }
    mv out/program program
    ;;
esac
LD_LIBRARY_PATH=$libraries ./program
linked=$(LD_LIBRARY_PATH=$libraries ldd ./program)
case $kind in
shared) echo "$linked" | grep -q "librushlight.so.0 => $work/moved" ;;
static) ! echo "$linked" | grep -q rushlight ;;
esac
