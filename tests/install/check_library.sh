#!/bin/sh
# SPDX-License-Identifier: MIT
# check_library.sh LIBRARY - the promises of the built shared library: its size, what it is linked to, the names it exports.
set -eu
library=$1
bar=5000000
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

strip -o "$work/stripped.so" "$library"
size=$(stat -c %s "$work/stripped.so")
needed=$(objdump -p "$library" | awk '/NEEDED/ { print $2 }')
strange=$(nm -D --defined-only "$library" | awk '{ print $3 }' | grep -vE '^rush_' || true)
exported=$(nm -D --defined-only "$library" | grep -c ' rush_')
echo "size $size of $bar bytes; $exported names; linked to" $needed

status=0
[ "$size" -le $bar ] || { echo "the stripped library is larger than $bar bytes"; status=1; }
[ "$exported" -gt 100 ] || { echo "the library exports no API"; status=1; }
for name in $needed; do
    case $name in
    libc.so.* | libm.so.* | libdl.so.* | libpthread.so.* | ld-linux*) ;;
    *) echo "linked to $name"; status=1 ;;
    esac
done
[ -z "$strange" ] || { echo "exported without the prefix:" $strange; status=1; }
exit $status
