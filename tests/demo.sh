#!/bin/sh
# SPDX-License-Identifier: MIT
# demo.sh DEMO MAKE_IDX - the demo as its users meet it: it learns sets of other sizes, says nothing but text to a pipe, goes on
# where it was stopped with the same bits, and names what is wrong with a file or an option.
set -u
demo=$(realpath "$1")
make_idx=$(realpath "$2")
source=$(realpath "$(dirname "$0")/../examples/demo.c")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1

fail() {
    echo "FAIL: $*" >&2
    [ ! -e out.txt ] || tail -n 20 out.txt >&2
    [ ! -e err.txt ] || tail -n 20 err.txt >&2
    exit 1
}
passed() { echo "ok: $*"; }

# ---- a set of 20 x 16 images in 7 classes ----

mkdir set
"$make_idx" set 704 210 20 16 7 || fail "make_idx"
train="--train set/train-images-idx3-ubyte set/train-labels-idx1-ubyte"
test="--test set/t10k-images-idx3-ubyte set/t10k-labels-idx1-ubyte"
# run NAME OPTIONS: into NAME.safetensors, NAME.npy … and out.txt, err.txt; later options win
run() {
    name=$1
    shift
    # shellcheck disable=SC2086
    "$demo" $train $test --epochs 4 --checkpoint "$name.safetensors" --losses "$name.npy" --curve "$name.svg" \
        --pictures "$name-pictures.svg" "$@" >out.txt 2>err.txt
}
same() { # NAME1 NAME2: checkpoints and losses have the same bytes
    cmp -s "$1.safetensors" "$2.safetensors" || fail "$2: another checkpoint than $1"
    cmp -s "$1.npy" "$2.npy" || fail "$2: other losses than $1"
}

run whole || fail "a whole run ends with $?"
[ ! -s err.txt ] || fail "a whole run writes to stderr"
accuracy=$(sed -n 's/^epoch 4: test accuracy \([0-9]*\)\..*/\1/p' out.txt)
[ "${accuracy:-0}" -ge 90 ] || fail "it learned too little: ${accuracy:-no accuracy} %"
grep -q '^epoch 4 11/11  loss [0-9.]*  [0-9.]*/s' out.txt || fail "no line of progress for each epoch"
if grep -q "$(printf '[\001-\010\013-\037\177]')" out.txt; then fail "control codes in a pipe"; fi
passed "learns 7 classes of 20 x 16 images ($accuracy %), plain text in a pipe"

if command -v script >/dev/null; then
    TERM=xterm script -qec "$demo $train $test --epochs 1 --checkpoint t.safetensors --losses t.npy --curve t.svg \
        --pictures t-pictures.svg" /dev/null >out.txt 2>err.txt </dev/null || fail "on a terminal it ends with $?"
    grep -q "$(printf '\r')epoch 1 \[.*\] .*loss.* left" out.txt || fail "no bar on a terminal"
    passed "a bar on a terminal"
fi

for picture in whole.svg whole-pictures.svg; do
    head -c 200 "$picture" | grep -q '<svg' || fail "$picture does not begin as SVG"
    tail -c 20 "$picture" | grep -q '</svg>' || fail "$picture does not end as SVG"
    if command -v xmllint >/dev/null; then xmllint --noout "$picture" || fail "$picture is no XML"; fi
done
[ "$(grep -o '<image' whole-pictures.svg | wc -l)" = 24 ] || fail "not 24 pictures"
passed "pictures"

# ---- packed files, the folder of a set of 10 classes ----

mkdir packed
for file in set/*; do gzip -c "$file" >"packed/${file#set/}.gz"; done
packed() {
    "$demo" --train packed/train-images-idx3-ubyte.gz packed/train-labels-idx1-ubyte.gz --test packed/t10k-images-idx3-ubyte.gz \
        packed/t10k-labels-idx1-ubyte.gz --epochs 4 --checkpoint packed.safetensors --losses packed.npy --curve p.svg \
        --pictures p-pictures.svg >out.txt 2>err.txt
}
if [ "${WITH_ZLIB:-ON}" = ON ]; then
    packed || fail "packed files: it ends with $?"
    same whole packed
else
    ! packed || fail "packed files: read without zlib"
    grep -q "train-images-idx3-ubyte.gz: its gzip data needs zlib, which this build lacks" err.txt || fail "zlib is not named"
fi
mkdir ten
"$make_idx" ten 256 30 28 28 10 || fail "make_idx"
"$demo" --data ten --epochs 1 --checkpoint ten.safetensors --losses ten.npy --curve ten.svg --pictures ten-pictures.svg \
    >out.txt 2>err.txt || fail "--data: it ends with $?"
passed "packed files, a folder"

# ---- options ----

"$demo" --help >out.txt 2>err.txt || fail "--help ends with $?"
[ ! -s err.txt ] || fail "--help writes to stderr"
for option in $(grep -o '"--[a-z]*"' "$source" | tr -d '"' | sort -u); do
    grep -q -e "^  $option " out.txt || fail "--help does not tell $option"
done
for wrong in "--epochs" "--epochs 0" "--epochs 3x" "--lr 0" "--threads -1" "--steps 99999999999" "--train a" "--train a b" "--unknown"; do
    # shellcheck disable=SC2086
    "$demo" $wrong >out.txt 2>err.txt
    [ $? = 2 ] || fail "$wrong: another exit code than 2"
    grep -q -e "${wrong%% *}" err.txt || fail "$wrong: the message does not name the option"
done
passed "--help tells all options, wrong ones are named"

# ---- stopped and resumed: in the middle of an epoch, at its end, after one batch; other numbers of threads and workers ----

run parts --steps 1 || fail "--steps ends with $?"
grep -q '^stopped after batch 1;' out.txt || fail "--steps 1 did not stop after batch 1"
run parts --resume --steps 16 --threads 3 --workers 2 || fail "--resume ends with $?"
run parts --resume --steps 33 --threads 1 || fail "--resume ends with $?"
run parts --resume --steps 34 --workers 1 || fail "--resume ends with $?"
cmp -s whole.safetensors parts.safetensors && fail "the same checkpoint before the end"
run parts --resume || fail "--resume ends with $?"
same whole parts
cmp -s whole.svg parts.svg || fail "another curve after being stopped"
cmp -s whole-pictures.svg parts-pictures.svg || fail "other pictures after being stopped"
passed "stopped four times by --steps, the same bytes at the end"

run long --epochs 30 || fail "a long run ends with $?"
interrupt() { # RESUME EPOCH: interrupts in the epoch after that one
    : >out.txt
    # shellcheck disable=SC2086
    "$demo" $train $test --epochs 30 --checkpoint cut.safetensors --losses cut.npy --curve cut.svg --pictures cut-pictures.svg \
        $1 >out.txt 2>err.txt &
    pid=$!
    waited=0
    while ! grep -q "^epoch $2: test" out.txt; do
        kill -0 $pid 2>/dev/null || fail "it ended before epoch $2"
        waited=$((waited + 1))
        [ $waited -lt 6000 ] || fail "epoch $2 does not end"
        sleep 0.01
    done
    kill -INT $pid
    wait $pid || fail "interrupted, it ends with $?"
    grep -q '^stopped after batch [0-9]*; --resume goes on$' out.txt || fail "the interrupt did not stop it"
}
interrupt "" 2
interrupt --resume 7
interrupt --resume 12
run cut --epochs 30 --resume || fail "--resume ends with $?"
same long cut
passed "interrupted three times by SIGINT, the same bytes at the end"

# ---- what is wrong is named, and nothing is overwritten ----

refused() { # TEXT OPTIONS: exit code 1, and the message has TEXT
    text=$1
    shift
    run refused "$@"
    [ $? = 1 ] || fail "$*: another exit code than 1"
    grep -q -e "$text" err.txt || fail "$*: the message lacks '$text'"
}
labels=set/train-labels-idx1-ubyte
head -c 100000 set/train-images-idx3-ubyte >short-idx3-ubyte
head -c 5000 packed/train-images-idx3-ubyte.gz >short.gz
{ head -c 3000 packed/train-images-idx3-ubyte.gz; printf 'damaged'; tail -c +3008 packed/train-images-idx3-ubyte.gz; } >damaged.gz
refused "missing-idx3-ubyte: .*No such file" --train missing-idx3-ubyte $labels
refused "short-idx3-ubyte" --train short-idx3-ubyte $labels
refused "short.gz" --train short.gz $labels
refused "damaged.gz" --train damaged.gz $labels
refused "set/t10k-labels-idx1-ubyte 210 labels" --train set/train-images-idx3-ubyte set/t10k-labels-idx1-ubyte
refused "demo.c" --train "$source" $labels
refused "expected images" --train $labels $labels
refused "ten/t10k-images-idx3-ubyte: not of the size" --test ten/t10k-images-idx3-ubyte ten/t10k-labels-idx1-ubyte
refused "missing.safetensors: .*No such file" --resume --checkpoint missing.safetensors
head -c 3000 whole.safetensors >cut-off.safetensors
cp cut-off.safetensors before
refused "cut-off.safetensors" --resume --checkpoint cut-off.safetensors --losses whole.npy
cmp -s before cut-off.safetensors || fail "a damaged checkpoint was overwritten"
cp parts.safetensors before
refused "missing.npy: .*No such file" --resume --checkpoint parts.safetensors --losses missing.npy
refused "ten.safetensors" --resume --checkpoint ten.safetensors --losses ten.npy
cmp -s before parts.safetensors || fail "a checkpoint without losses was overwritten"
for what in checkpoint losses curve pictures; do
    case $what in checkpoint) end=.safetensors ;; losses) end=.npy ;; *) end=.svg ;; esac
    refused "nowhere/file$end" --epochs 1 --$what "nowhere/file$end"
done
passed "damaged, missing and unfit files are named"
