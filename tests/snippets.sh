#!/bin/sh
# SPDX-License-Identifier: MIT
# snippets.sh - compiles and runs every ```c block of README.md and docs/, and looks up every name of the API
# that their text mentions in the headers. A block with a main is a program. Others are statements, and a comment
# in the lines before the block says what they stand among:
#   <!-- before: CODE -->  runs before the block      <!-- top -->  the block is declarations, not statements
#   <!-- after: CODE -->   runs after the block
# Each must compile without a warning, exit with 0, write nothing to stderr, and leave no tensor alive.
# usage: snippets.sh COMPILER LIBRARY [FLAG …], from the project's root
set -u
compiler=$1 library=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

extract() { # FILE PREFIX: writes PREFIX-1.c, PREFIX-2.c …
    awk -v file="$1" -v prefix="$2" '
    function reset() { before = after = text = ""; top = 0 }
    function write(name) {
        if (text ~ /int main\(/) printf "#line %d \"%s\"\n%s", start, file, text > name
        else {
            print "#include <math.h>\n#include <rushlight.h>\n#include <stdlib.h>\n#include <string.h>" > name
            if (top) printf "#line %d \"%s\"\n%s", start, file, text > name
            print "static void snippet(void) {\n    RUSH_SCOPE;\n    " before > name
            if (!top) printf "#line %d \"%s\"\n%s", start, file, text > name
            print "    " after "\n}" > name
            print "int main(void) {\n    snippet();\n    return rush_failed();\n}" > name
        }
        close(name)
    }
    /^```c$/ { inside = 1; start = NR + 1; next }
    /^```/ && inside { inside = 0; write(prefix "-" ++n ".c"); reset(); next }
    inside { text = text $0 "\n"; next }
    /^<!-- before: .* -->$/ { before = substr($0, 14, length($0) - 17); next }
    /^<!-- after: .* -->$/ { after = substr($0, 13, length($0) - 16); next }
    /^<!-- top -->$/ { top = 1; next }
    /[^ ]/ { reset() }
    END { if (inside) { print file ": a block has no end"; exit 1 } print n + 0 }' "$1"
}

cat >"$work/alive.c" <<'C'
#include <rushlight.h>
__attribute__((destructor)) static void alive(void) {
    if (rush_live_tensors() != 0) fprintf(stderr, "%ld tensors are still alive\n", (long)rush_live_tensors());
}
C
"$compiler" -std=c11 -D_GNU_SOURCE -Iinclude "$@" -c "$work/alive.c" -o "$work/alive.o" || exit 1

blocks=0
for file in README.md docs/*.md; do
    prefix=$work/$(basename "$file" .md)
    count=$(extract "$file" "$prefix") || { echo "$count"; exit 1; }
    blocks=$((blocks + count))
    i=1
    while [ "$i" -le "$count" ]; do
        what="$file, snippet $i"
        relaxed="-Wno-unused-variable -Wno-unused-but-set-variable" # a few lines need not use all that they make
        grep -q '^#include <math.h>' "$prefix-$i.c" || relaxed=""
        # shellcheck disable=SC2086
        if "$compiler" -std=c11 -Wall -Wextra -Wpedantic -Werror $relaxed -Iinclude "$prefix-$i.c" \
            "$work/alive.o" "$library" "$@" -lm -lpthread -ldl -o "$prefix-$i"; then
            (cd "$work" && "$prefix-$i" >out 2>err)
            status=$?
            [ "$status" = 0 ] || { echo "$what: exit status $status"; bad=1; }
            [ ! -s "$work/err" ] || { echo "$what wrote to stderr:"; cat "$work/err"; bad=1; }
        else
            echo "$what does not compile"
            bad=1
        fi
        i=$((i + 1))
    done
done
[ "$blocks" -ge 5 ] || { echo "only $blocks snippets found"; bad=1; }

cat include/rushlight.h include/rushlight/*.h | grep -oE '(rush|RUSH)_[A-Za-z0-9_]+' | sort -u >"$work/known"
grep -ohE 'getenv\("RUSH_[A-Z_]+' -r src | sed 's/getenv("//' >>"$work/known"
grep -oE 'RUSH_[A-Z_]+' CMakeLists.txt >>"$work/known"
sort -u "$work/known" -o "$work/known"
for file in README.md docs/*.md; do
    grep -oE '\b(rush|RUSH)_[A-Za-z0-9_]+' "$file" | sort -u | comm -23 - "$work/known" >"$work/unknown"
    [ -s "$work/unknown" ] || continue
    echo "$file names what the headers do not have:" $(cat "$work/unknown")
    bad=1
done
[ "$bad" != 0 ] || echo "$blocks snippets compile and run"
exit $bad
