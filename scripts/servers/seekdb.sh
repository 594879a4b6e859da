#!/usr/bin/env bash
# OceanBase in one process (seekdb) out of a Python wheel, which holds the server binary: pip is used as a downloader only.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/servers/lib.sh
source "$here/lib.sh"

name=$1 stage=$2 out=$2/out
case $name in
  # 1.3 is the engine of OceanBase 4.3.5; 1.4 is a slimmer one with other limits, and calls its memory otherwise.
  oceanbase-4.3.5) package=pylibseekdb==1.3.0.post5 version=1.3 memory=memory_limit ;;
  oceanbase-seekdb-1.4) package=pylibseekdb==1.4.0.post1 version=1.4 memory=memory_budget ;;
  *) fail "no wheel is known to have it" ;;
esac

if command -v pip >/dev/null; then
  pip=(pip)
else
  needs python3 "$name can't be fetched"
  python3 -m pip --version >/dev/null 2>&1 || fail "pip is not installed: $name can't be fetched"
  pip=(python3 -m pip)
fi
needs cc "$name can't be kept off the network"

# The wheel of any Python will do, since Python is not needed to run what is in it: the version named here keeps pip from
# looking for one that fits the machine's.
TMPDIR=$stage quietly "$stage/log" "${pip[@]}" download --no-deps --only-binary=:all: --no-cache-dir \
  --disable-pip-version-check --python-version 3.11 --implementation cp --abi cp311 \
  --platform "manylinux_2_28_$(uname -m)" -d "$stage" "$package" || fail "pip could not fetch $package"
mkdir "$stage/wheel"
if command -v unzip >/dev/null; then
  unzip -q "$stage"/*.whl -d "$stage/wheel"
else
  python3 -m zipfile -e "$stage"/*.whl "$stage/wheel"
fi

mkdir -p "$out/bin" "$out/root"
mv "$stage"/wheel/pylibseekdb/{seekdb,libaio.so.1} "$out/root/"
chmod 755 "$out/root/seekdb"
quietly "$stage/log" cc -O2 -shared -fPIC -o "$out/root/loopback.so" "$here/loopback.c" -ldl || fail "loopback.c does not compile"
cat >"$out/bin/server" <<'WRAPPER'
#!/bin/sh
# Made by scripts/servers/fetch. exec keeps the process id, so ending this ends the program.
root=$(dirname "$(dirname "$(readlink -f "$0")")")/root
export TELEMETRY_ENABLED=false LD_PRELOAD="$root/loopback.so"
exec "$root/seekdb" "$@"
WRAPPER
chmod 755 "$out/bin/server"
echo server >"$out/main"
must_be_version "$out" "$version"

# The first start makes the data directory. It takes seconds, and its log and data files grow to what is given here.
greets() { (exec 3<>"/dev/tcp/127.0.0.1/$1" && IFS= read -r -n 1 -t 5 -d '' <&3) 2>/dev/null; }
template=$stage/first
mkdir "$template"
port=$(free_port)
"$out/bin/server" --nodaemon --port "$port" --base-dir "$template" --log-level ERROR --parameter "$memory=1G" \
  --parameter log_disk_size=2G --parameter datafile_size=64M >"$stage/log" 2>&1 </dev/null &
pid=$!
trap 'kill -KILL "$pid" 2>/dev/null || true' EXIT
for ((i = 0; ; i++)); do
  greets "$port" && break
  kill -0 "$pid" 2>/dev/null || { tail -n 15 "$stage/log" >&2; fail "the server ended at its first start"; }
  ((i < 600)) || fail "the server did not answer within 60 s of its first start"
  sleep 0.1
done
kill -TERM "$pid"
# It ends itself with SIGKILL, so what wait says is no matter; its threads may outlive it by a moment.
{ wait "$pid" || true; } 2>/dev/null
while [[ -e /proc/$pid ]]; do sleep 0.1; done
trap - EXIT
rm -rf "$template"/{run,log}
mv "$template" "$out/template"
make_sparse "$out/template"
