#!/bin/sh
# SPDX-License-Identifier: MIT
# check_dependencies.sh - #include lines point one way: core <- autograd <- ops <- nn <- {optim, data, io, dist};
# cpu and cuda see core and ops.
set -eu
cd "$(dirname "$0")/.."
status=0
allow() { # folder, allowed folders
    folder=$1
    shift
    for used in $(grep -rhoE '#include "[a-z]+/' "src/$folder" 2>/dev/null | sed 's/.*"//; s/\///' | sort -u); do
        case " $folder $* " in *" $used "*) ;; *)
            echo "src/$folder includes $used/:"
            grep -rnE "#include \"$used/" "src/$folder"
            status=1
            ;;
        esac
    done
}
allow core
allow autograd core
allow ops core autograd cpu
allow cpu core autograd ops
allow nn core autograd ops
allow optim core autograd ops nn
allow data core autograd ops nn io optim
allow io core autograd ops nn
exit $status
