#!/bin/sh
# SPDX-License-Identifier: MIT
# count_lines.sh - lines of source by folder, generated files apart.
set -eu
cd "$(dirname "$0")/.."
for folder in include src/core src/autograd src/ops src/cpu src/nn src/optim src/data src/io examples tests bench tools python; do
    files=$(git ls-files "$folder" | grep -E '\.(c|h|def|py|sh)$' | grep -vE 'rushlight/ops\.h|ops/wrappers\.c|internal_ops\.h' || true)
    [ -z "$files" ] || printf '%-14s %7d\n' "$folder" "$(echo "$files" | xargs cat | wc -l)"
done
