# shellcheck shell=bash
# Packages of a Debian release, downloaded and unpacked into a directory by a private apt: the machine's own lists,
# archives and packages are neither read nor changed.

# apt_unpack STAGE SUITE PACKAGE…: unpacks the packages with all they depend on into STAGE/out/root.
apt_unpack() {
  local stage=$1 suite=$2 apt=$1/apt
  shift 2
  needs apt-get "the server is taken from Debian packages"
  needs dpkg-deb "the server is taken from Debian packages"
  apt_setup "$apt" "$suite"
  quietly "$apt/log" apt-get -c "$apt/apt.conf" -q update || fail "the list of Debian $suite could not be read"
  quietly "$apt/log" apt-get -c "$apt/apt.conf" -q -y --download-only install "$@" ||
    fail "Debian $suite has no usable $*"
  apt_extract "$apt" "$stage/out/root"
}

# The private apt: an empty package database (so that the C library and the loader come too) and one source.
apt_setup() {
  local apt=$1 suite=$2 keyring mirror
  mkdir -p "$apt"/{lists,archives}/partial
  : >"$apt/status"
  cat >"$apt/apt.conf" <<CONF
Dir::State "$apt";
Dir::State::status "$apt/status";
Dir::State::lists "$apt/lists";
Dir::Cache "$apt";
Dir::Cache::archives "$apt/archives";
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::Log "$apt";
Debug::NoLocking "true";
APT::Install-Recommends "false";
APT::Get::AllowUnauthenticated "false";
// The unprivileged user apt changes to when root runs it can't read a cache in root's home.
APT::Sandbox::User "root";
// sid's release file is as old as the mirror's last visit to it.
Acquire::Check-Valid-Until "false";
// A mirror that can't be reached is an error, not a reason to go on without its packages.
APT::Update::Error-Mode "any";
Acquire::Languages "none";
Acquire::Retries "3";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "false";
// What a machine does after its own updates (cleaning its archives, telling the desktop) is not for ours.
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Post-Invoke;
CONF
  keyring=$(debian_keyring "$apt")
  mirror=$(debian_mirror)
  echo "deb [$keyring] $mirror $suite main" >"$apt/sources.list"
}

# The mirror the machine is set up with. SHADOWTABLE_DEBIAN_MIRROR is for machines that are not Debian.
debian_mirror() {
  local mirror=${SHADOWTABLE_DEBIAN_MIRROR-}
  if [[ -z $mirror ]] && (. /etc/os-release && [[ ${ID-} == debian ]]); then
    # The first source whose release is neither security nor updates, from the lists apt has; or, on a machine whose
    # lists were cleaned away (containers), from where apt would take them.
    # shellcheck disable=SC2016 # they are apt's
    mirror=$(apt-get indextargets --format '$(SITE) $(RELEASE)' 'Created-By: Packages' 2>/dev/null |
      awk '$2 !~ /-(security|updates|backports)/ && !n++ { print $1 }')
    [[ -n $mirror ]] || mirror=$(apt-get update --print-uris 2>/dev/null |
      sed -nE "s/^'([^']+)\/dists\/[a-z]+\/InRelease' .*/\1/p" | head -n 1)
  fi
  [[ -n $mirror ]] ||
    fail "no Debian mirror is known: this machine is not set up with one; set SHADOWTABLE_DEBIAN_MIRROR to its address"
  echo "$mirror"
}

# How the release's signature is checked: with Debian's keys if the machine has them, else with what apt trusts.
debian_keyring() {
  local keys=/usr/share/keyrings/debian-archive-keyring.gpg
  if [[ -r $keys ]]; then
    echo "signed-by=$keys"
  elif (cd "$1" && apt-get -q download debian-archive-keyring >/dev/null 2>&1) &&
    dpkg-deb -x "$1"/debian-archive-keyring_*.deb "$1/keys" && [[ -r $1/keys$keys ]]; then
    # Ubuntu has Debian's keys as a package signed with its own.
    echo "signed-by=$1/keys$keys"
  else
    echo "check-valid-until=no"
  fi
}

# Unpacks the archives, without those that only scripts in the packages need and without documentation.
apt_extract() {
  local apt=$1 root=$2 archive
  mkdir -p "$root"
  for archive in "$apt"/archives/*.deb; do
    case ${archive##*/} in
      perl* | libperl* | libdb5* | libgdbm* | dpkg_* | tar_* | debianutils_* | libc-gconv*) continue ;;
    esac
    dpkg-deb --fsys-tarfile "$archive" |
      tar -x -C "$root" --no-same-owner --exclude='./usr/share/doc' --exclude='./usr/share/man' --exclude='./etc' \
        --exclude='./var' --exclude='./usr/share/locale' --exclude='./usr/share/lintian' || fail "can't unpack $archive"
  done
}
