#!/usr/bin/env bash
# MariaDB out of Debian's packages.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/servers/lib.sh
source "$here/lib.sh"
# shellcheck source=scripts/servers/apt.sh
source "$here/apt.sh"

name=$1 stage=$2 out=$2/out
case $name in
  mariadb-10.11) suite=bookworm ;;
  mariadb-11.8) suite=trixie ;;
  *) fail "no Debian release is known to have it" ;;
esac

apt_unpack "$stage" "$suite" mariadb-server-core
share=usr/share/mariadb prefix=mariadb
if [[ ! -d $out/root/$share ]]; then
  # Before 11 everything has the older name.
  share=usr/share/mysql prefix=mysql
fi
# shellcheck disable=SC2016 # $root is the wrapper's
write_wrapper "$out" server usr/sbin/mariadbd --no-defaults '--basedir=$root/usr' \
  "--lc-messages-dir=\$root/$share" "--character-sets-dir=\$root/$share/charsets"
echo server >"$out/main"
must_be_version "$out" "${name#mariadb-}"

# What mariadb-install-db does, without the help texts and without rows that name this machine.
system_tables() {
  local sql=$out/root/$share
  printf '%s\n' 'CREATE DATABASE mysql;' 'USE mysql;' 'SET @auth_root_socket=NULL;'
  cat "$sql/${prefix}_system_tables.sql" "$sql/${prefix}_performance_tables.sql"
  grep -v '@current_hostname' "$sql/${prefix}_system_tables_data.sql"
  cat "$sql/maria_add_gis_sp_bootstrap.sql" "$sql/${prefix}_sys_schema.sql"
  # root from anywhere without a password: the server listens on the loopback interface only and lives for one test run.
  printf '%s\n' 'USE mysql;' "DELETE FROM global_priv WHERE user IN ('', 'root');" \
    "INSERT INTO global_priv VALUES ('%', 'root', '{\"access\":18446744073709551615}');"
}

mkdir "$out/template"
system_tables >"$stage/bootstrap.sql"
"$out/bin/server" --bootstrap "${AS_ROOT[@]}" --datadir="$out/template" --log-warnings=0 --innodb-buffer-pool-size=128M \
  --max-allowed-packet=8M --loose-enforce-storage-engine= <"$stage/bootstrap.sql" >"$stage/log" 2>&1 ||
  { tail -n 15 "$stage/log" >&2; fail "its system tables could not be made"; }
make_sparse "$out/template"
