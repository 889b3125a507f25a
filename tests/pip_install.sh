#!/bin/sh
# SPDX-License-Identifier: MIT
# pip_install.sh SOURCE PYTHON - `pip install` from the sources into an empty folder, offline; a program trains with what is there.
set -eu
source=$1
python=$2
"$python" -c 'import setuptools, wheel' 2>/dev/null && "$python" -m pip --version >/dev/null 2>&1 || { echo "pip, setuptools or wheel is missing: skipped"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# a copy, as setuptools writes beside its sources
mkdir "$folder/source"
(cd "$source" && tar cf - --exclude='./build*' --exclude=./.git .) | tar xf - -C "$folder/source"
"$python" -m pip wheel --quiet --no-index --no-build-isolation --no-deps --wheel-dir "$folder" "$folder/source"
wheel=$(ls "$folder"/rushlight-*.whl)
size=$(stat -c %s "$wheel")
[ "$size" -le 8000000 ] || { echo "the wheel has $size bytes"; exit 1; }
"$python" -m pip install --quiet --no-index --no-deps --target "$folder/site" "$wheel"
cd "$folder"
PYTHONPATH=$folder/site "$python" - <<'PROGRAM'
import rushlight as torch
from rushlight import nn, optim

assert "/site/rushlight/" in torch.__file__, torch.__file__
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 1))
opt = optim.SGD(net.parameters(), lr=0.1)
x = torch.randn(64, 2)
y = x[:, :1] * x[:, 1:]
losses = []
for _ in range(200):
    opt.zero_grad()
    loss = ((net(x) - y) ** 2).mean()
    loss.backward()
    opt.step()
    losses.append(loss.item())
assert losses[-1] < losses[0] / 2, losses
torch.save(net.state_dict(), "net.pt")
net.load_state_dict(torch.load("net.pt"))
PROGRAM
echo "wheel: $size bytes"
