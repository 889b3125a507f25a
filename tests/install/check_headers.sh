#!/bin/sh
# SPDX-License-Identifier: MIT
# check_headers.sh INCLUDE COMPILER c11|c++17 - each public header, alone, is free of warnings. Exit 77 (skipped): no such compiler.
set -eu
include=$1 compiler=$2 standard=$3
case $standard in c11) language=c ;; *) language=c++ ;; esac
echo 'int main(void) { return 0; }' >"${TMPDIR:-/tmp}/rush_probe_$$.c"
trap 'rm -f "${TMPDIR:-/tmp}/rush_probe_$$.c"' EXIT
if ! "$compiler" -x $language -fsyntax-only "${TMPDIR:-/tmp}/rush_probe_$$.c" 2>/dev/null; then
    echo "skipped: $compiler does not compile $language here"
    exit 77
fi
count=0
for header in "$include"/*.h "$include"/rushlight/*.h; do
    echo "#include \"$header\"" | "$compiler" -x $language -std="$standard" -Wall -Wextra -Wpedantic -Werror -I"$include" -fsyntax-only -
    count=$((count + 1))
done
echo "$count headers with $compiler as $standard"
[ $count -gt 10 ]
