#!/bin/sh
# SPDX-License-Identifier: MIT
# examples.sh - runs an example on every instruction-set level this machine has: what it prints must be the
# expected text, nothing may go to stderr, and the exit status must be 0 (it is 1 after an error, or if tensors
# are still alive).
# usage: examples.sh PROGRAM EXPECTED; with RUSH_EXAMPLES_WRITE=1 EXPECTED is written anew from the best level.
set -u
program=$1 expected=$2
export CUDA_VISIBLE_DEVICES=""      # the tutorial's row on devices shows a machine without a GPU
out=$(mktemp) err=$(mktemp) bad=0 ran=0
trap 'rm -f "$out" "$err"' EXIT

run() { # what it runs on; the folders of source files are cut off: they depend on where it was built
    what=$1
    "$program" >"$out" 2>"$err"
    status=$?
    [ "$status" != 77 ] || return 0
    ran=$((ran + 1))
    sed -i -E 's#[^ "]*/([a-z0-9_]+\.[ch]:[0-9]+)#\1#g' "$out"
    if [ "$what" = "the best level" ] && [ "${RUSH_EXAMPLES_WRITE:-}" = 1 ]; then cp "$out" "$expected"; fi
    [ "$status" = 0 ] || { echo "$program, $what: exit status $status"; bad=1; }
    [ ! -s "$err" ] || { echo "$program, $what: wrote to stderr:"; cat "$err"; bad=1; }
    diff -u "$expected" "$out" || { echo "$program, $what: the output differs"; bad=1; }
}

run "the best level"
for level in 0 1 2 3 4; do
    export RUSH_EXAMPLE_LEVEL=$level
    run "level $level"
done
[ "$ran" -ge 2 ] || { echo "$program: no level ran"; bad=1; }
exit $bad
