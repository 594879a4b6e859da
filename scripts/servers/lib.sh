# shellcheck shell=bash disable=SC2034,SC2016
# What every recipe uses: where the cache is, how to say something, how to fail, how to write a program's wrapper.

# Raise it when a recipe makes something different, so that what older scripts left in a cache is fetched again.
RECIPE=1

CACHE=${SHADOWTABLE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/shadowtable}
SERVERS=$CACHE/servers

# MySQL and MariaDB refuse to run as root unless they are told to in so many words.
AS_ROOT=()
((EUID)) || AS_ROOT=(--user=root)

say() { printf '%s\n' "$*" >&2; }

# Ends a recipe with one line that says what is missing.
fail() {
  say "${SERVER_NAME:-fetch}: $*"
  exit 1
}

# needs PROGRAM WHY: ends the recipe when PROGRAM is not installed.
needs() { command -v "$1" >/dev/null || fail "$1 is not installed: $2"; }

# quietly LOG COMMAND…: runs COMMAND and shows the end of what it said only if it failed.
quietly() {
  local log=$1
  shift
  if ! "$@" >"$log" 2>&1 </dev/null; then
    tail -n 15 "$log" >&2
    return 1
  fi
}

# print_version DIR: the one line in which the fetched program tells its version; fails if it can't run.
print_version() {
  local program text
  program=$(cat "$1/main")
  # seekdb tells it on stderr, after a greeting.
  text=$("$1/bin/$program" --version 2>&1) || return 1
  text=$(grep -m1 -E ' Ver | version |^seekdb \(OceanBase ' <<<"$text") || return 1
  sed -E 's/^[^ ]*\///; s/,? (for|from|\(snapshot) .*//' <<<"$text"
}

# write_wrapper DIR NAME PROGRAM [ARGUMENT…]: makes DIR/bin/NAME, which runs DIR/root/PROGRAM with its own loader and
# its own libraries, so that a program of a newer Debian runs where the C library is older (and the other way round).
# In an ARGUMENT, $root is the directory of the unpacked packages: the wrapper finds it from its own place, so a cache
# may be moved.
write_wrapper() {
  local dir=$1 name=$2 program=$3 loader libraries argument
  shift 3
  loader=$(find_loader "$dir/root") || fail "the packages hold no loader for this machine"
  libraries=$(find_libraries "$dir/root")
  mkdir -p "$dir/bin"
  {
    echo '#!/bin/sh'
    echo '# Made by scripts/servers/fetch. exec keeps the process id, so ending this ends the program.'
    echo 'root=$(dirname "$(dirname "$(readlink -f "$0")")")/root'
    # OpenSSL would look for its modules where the machine keeps those of another version.
    echo "export OPENSSL_CONF=/dev/null OPENSSL_MODULES=\"\$root/${libraries%%:*}/ossl-modules\""
    printf 'exec "$root/%s" --inhibit-cache --library-path "' "$loader"
    sed -E 's/(^|:)/\1$root\//g' <<<"$libraries" | tr -d '\n'
    printf '" \\\n  "$root/%s"' "$program"
    for argument in "$@"; do printf ' \\\n  "%s"' "$argument"; done
    printf ' "$@"\n'
  } >"$dir/bin/$name"
  chmod 755 "$dir/bin/$name"
}

# The dynamic loader among the packages unpacked in ROOT, relative to it.
find_loader() {
  local found
  found=$(find "$1" -type f -name 'ld-linux*.so.*' -printf '%P\n' -quit)
  [[ -n $found ]] && echo "$found"
}

# The directories in ROOT that hold its libraries, separated by colons, relative to it.
find_libraries() {
  find "$1" -maxdepth 3 -type d -path '*/lib/*-linux-gnu*' -printf '%P\n' | sort -r | paste -sd:
}

# must_be_version DIR VERSION: a mirror moves on, and a newer server under an older one's name would make the tests lie.
must_be_version() {
  local text
  text=$(print_version "$1") || fail "the fetched program does not run on this machine"
  [[ $text == *[!0-9.]"$2".* ]] || fail "version $2 is wanted, but what can be had now is: $text"
}

# make_sparse DIR: servers write their logs full of zeros, which need not be stored or copied.
make_sparse() {
  cp -a --sparse=always "$1" "$1.sparse"
  rm -rf "$1"
  mv "$1.sparse" "$1"
}

# A TCP port on which nothing listens now.
free_port() {
  local port
  for port in $(shuf -n 50 -i 20000-32000); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  fail "no TCP port is free"
}
