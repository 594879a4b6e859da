#!/usr/bin/env bash
# MySQL out of Debian's packages: only sid has it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/servers/lib.sh
source "$here/lib.sh"
# shellcheck source=scripts/servers/apt.sh
source "$here/apt.sh"

name=$1 stage=$2 out=$2/out

apt_unpack "$stage" sid mysql-server-core
# mysqlx would listen on a port that is the same for every server, on every interface.
# shellcheck disable=SC2016 # $root is the wrapper's
write_wrapper "$out" server usr/sbin/mysqld --no-defaults '--basedir=$root/usr' \
  '--lc-messages-dir=$root/usr/share/mysql' '--character-sets-dir=$root/usr/share/mysql/charsets' \
  '--plugin-dir=$root/usr/lib/mysql/plugin' --secure-file-priv= --mysqlx=OFF
echo server >"$out/main"
must_be_version "$out" "${name#mysql-}"

# root from anywhere without a password: the server listens on the loopback interface only and lives for one test run.
cat >"$stage/init.sql" <<'SQL'
RENAME USER root@localhost TO root@'%';
SQL
quietly "$stage/log" "$out/bin/server" --initialize-insecure "${AS_ROOT[@]}" --datadir="$out/template" \
  --init-file="$stage/init.sql" --skip-log-bin --innodb-buffer-pool-size=128M || fail "its data directory could not be made"
# Every server started on a copy gives itself an identity of its own.
rm -f "$out/template/auto.cnf"
make_sparse "$out/template"
