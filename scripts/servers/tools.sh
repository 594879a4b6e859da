#!/usr/bin/env bash
# The client programs that the benchmarks compare with, out of Debian's packages.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/servers/lib.sh
source "$here/lib.sh"
# shellcheck source=scripts/servers/apt.sh
source "$here/apt.sh"

name=$1 stage=$2 out=$2/out
case $name in
  mariadb-client)
    apt_unpack "$stage" bookworm mariadb-client-core mariadb-client
    # MySQL 9.7 lets nobody in without caching_sha2_password, which is a plugin here.
    plugins=$(cd "$out/root" && find usr/lib -type d -path '*/libmariadb3/plugin')
    for program in mariadb mariadb-dump; do
      write_wrapper "$out" "$program" "usr/bin/$program" --no-defaults "--plugin-dir=\$root/$plugins"
    done
    ln -s mariadb-dump "$out/bin/mysqldump"
    echo mariadb >"$out/main"
    ;;
  skeema)
    # bookworm's is years older.
    apt_unpack "$stage" trixie skeema
    write_wrapper "$out" skeema usr/bin/skeema
    echo skeema >"$out/main"
    ;;
esac
