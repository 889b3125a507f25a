#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds tests/fuzz/fuzz_NAME.c with clang's fuzzer and runs it from the golden files:
# tests/fuzz/run.sh NAME [SECONDS]. CORE may list other sources than src/core/*.c; FOLDER is where the
# program and its findings go.
set -eu
cd "$(dirname "$0")/../.."
name=$1
seconds=${2:-60}
folder=${FOLDER:-build/fuzz}
mkdir -p "$folder/corpus_$name"
cp tests/golden/io/* "$folder/corpus_$name/"
clang -std=c11 -D_GNU_SOURCE -DRUSH_HAVE_ZLIB=1 -g -O1 -fsanitize=fuzzer,address,undefined \
    -fno-sanitize-recover=undefined -Iinclude -Isrc -o "$folder/fuzz_$name" "tests/fuzz/fuzz_$name.c" \
    src/io/*.c ${CORE:-src/core/*.c} -lpthread -ldl -lm
"$folder/fuzz_$name" -max_total_time="$seconds" -max_len=8192 -rss_limit_mb=2048 -timeout=10 \
    -artifact_prefix="$folder/${name}_" "$folder/corpus_$name"
