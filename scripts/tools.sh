# shellcheck shell=bash
# For the other scripts: finds what they need, installs what is missing, leaves root's rights where
# they are not needed. Source it from the root of the checkout.

export LC_ALL=C.UTF-8 # or a JVM takes file names for ASCII

die() {
	echo "nsjava: $*" >&2
	exit 1
}

# called_with MOST PATTERN WORD...: looks at the words that the script was called with. --help prints the comment at its head;
# more than MOST, or one that does not fit the pattern as a whole, is an error: status 2.
called_with() {
	local most=$1 pattern=$2 word

	shift 2
	for word; do
		if [[ $word =~ ^(-h|--help)$ ]]; then
			sed -n '2,/^[^#]/s/^# \?//p' "$(cd "$OLDPWD" && readlink -f "$0")"
			exit
		fi
		if [[ ! $word =~ ^($pattern)$ ]] || [ $((most--)) = 0 ]; then
			echo "nsjava: '$word' is not understood: $0 --help" >&2
			exit 2
		fi
	done
}

# A line for a person who watches; logs stay quiet.
say() { [ ! -t 2 ] || echo "nsjava: $*" >&2; }

# have COMMAND...
have() { command -v "$@" >/dev/null 2>&1; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

# install PACKAGE...: Debian's and Ubuntu's packages. Says in one line what to install where it cannot.
install() {
	local log

	have apt-get || die "please install: $* (Debian's names)"
	as_root true 2>/dev/null || die "please install: apt-get install $*"
	say "installing $*"
	log=$(mktemp)
	# shellcheck disable=SC2016 # the inner shell expands them
	as_root env DEBIAN_FRONTEND=noninteractive sh -c '
		get="apt-get -q -y -o DPkg::Lock::Timeout=120 --no-install-recommends install"
		$get "$@" || { apt-get -q update && $get "$@"; }' apt "$@" >"$log" 2>&1 </dev/null ||
		{ cat "$log" >&2; rm -f "$log"; die "please install: $*"; }
	rm -f "$log"
	hash -r
}

# need COMMAND PACKAGE…: pairs; installs the packages of the commands (or files) that are missing.
need() {
	local -a missing=()

	while [ $# -gt 0 ]; do
		have "$1" || [ -e "$1" ] || missing+=("$2")
		shift 2
	done
	[ ${#missing[@]} = 0 ] || install "${missing[@]}"
}

# jdk_version DIR: the number of a JDK that can link run-time images, or nothing.
jdk_version() {
	[ -x "$1/bin/javac" ] && [ -x "$1/bin/jlink" ] && [ -r "$1/release" ] &&
		sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# jdk_places: where JDKs lie, the likely ones first.
jdk_places() {
	local home=${HOME:-/root} javac

	! called_by_sudo || home=$(caller_home)
	[ -z "${JAVA_HOME:-}" ] || echo "$JAVA_HOME"
	javac=$(command -v javac) && dirname "$(dirname "$(readlink -f "$javac")")"
	printf '%s\n' /usr/lib/jvm/* /usr/java/* /usr/local/*j[dv][km]* /usr/local/lib/jvm/* /opt/* /opt/*/* \
		"$home"/.sdkman/candidates/java/* "$home"/.jdks/* "$home"/.jbang/cache/jdks/* \
		"$home"/.local/share/mise/installs/java/* "$home"/.asdf/installs/java/*
}

# Sets JAVA_HOME to a JDK 25, else to the first newer one.
find_jdk() {
	local place version newer=

	while read -r place; do
		version=$(jdk_version "$place") || continue
		if [ "$version" = 25 ]; then
			export JAVA_HOME=$place
			return
		fi
		[ -n "$newer" ] || [ "${version:-0}" -lt 25 ] || newer=$place
	done < <(jdk_places)
	[ -n "$newer" ] && export JAVA_HOME=$newer
}

# has_package PACKAGE: whether apt knows one, also where its lists are old, or not there yet.
has_package() {
	local known=(apt-cache search --names-only "^$1\$")

	have apt-cache || return
	[ -z "$("${known[@]}")" ] || return 0
	say 'asking for packages'
	as_root apt-get -q update >/dev/null 2>&1 </dev/null || : # the answer below counts
	[ -n "$("${known[@]}")" ]
}

need_jdk() {
	find_jdk && return
	if has_package openjdk-25-jdk-headless; then
		install openjdk-25-jdk-headless
		find_jdk && return
	fi
	die 'no JDK 25 found, and no package openjdk-25-jdk-headless to install:' \
		'install one (Eclipse Temurin 25, say: https://adoptium.net) under /opt or /usr/lib/jvm, or set JAVA_HOME'
}

# stamp: the time that all that is made has in it, so that it is the same, byte by byte, wherever and whenever that is.
stamp() { sed -n 's:.*<project.build.outputTimestamp>\(.*\)<.*:\1:p' pom.xml; }

# What a build needs.
need_build_tools() {
	need_jdk
	need mvn maven musl-gcc musl-tools strip binutils
}

# What `scripts/build --cross` needs besides.
need_cross_tools() {
	need aarch64-linux-gnu-gcc gcc-aarch64-linux-gnu riscv64-linux-gnu-gcc gcc-riscv64-linux-gnu make make \
		dpkg-source dpkg-dev
}

# Whether a user called sudo to work on a checkout of his own. SUDO_UID and SUDO_USER must fit together.
called_by_sudo() {
	[ "$(id -u)" = 0 ] && [ -n "${SUDO_UID:-}" ] && [ "$SUDO_UID" != 0 ] &&
		[ "$(id -u "${SUDO_USER:-}" 2>/dev/null)" = "$SUDO_UID" ] && [ "$(stat -c %u .)" = "$SUDO_UID" ]
}

caller_home() { getent passwd "$SUDO_UID" | cut -d: -f6; }

# as_caller COMMAND...: runs a command as the user who called sudo, so that nothing of it becomes root's.
as_caller() {
	if ! called_by_sudo; then
		"$@"
		return
	fi
	setpriv --reuid="$SUDO_UID" --regid="$(id -g "$SUDO_USER")" --init-groups \
		env -u SUDO_UID -u SUDO_GID -u SUDO_USER -u SUDO_COMMAND USER="$SUDO_USER" LOGNAME="$SUDO_USER" \
		HOME="$(caller_home)" "$@"
}

# shellcheck source=/dev/null
suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-bookworm}") # of Debian

# apt_sources: the files with the host's sources of packages.
apt_sources() { grep -lsw "$suite" /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources}; }

# debian_root DIR [PACKAGE]: makes the root of a bare Debian, from the host's sources of packages, with one more package in it.
debian_root() {
	local conf
	local -a sources include=(${2:+--include="$2"})

	have mmdebstrap || have debootstrap || install mmdebstrap
	conf=$(mktemp)
	apt-config dump | sed -nE '/^Acquire::(https?|retries)/Ip' >"$conf"
	if have mmdebstrap; then
		mapfile -t sources < <(apt_sources)
		mmdebstrap --quiet --variant=apt "${include[@]}" --aptopt="$conf" "$suite" "$1" "${sources[@]}"
	else
		debootstrap --variant=minbase "${include[@]}" "$suite" "$1" >&2
		cp "$conf" "$1/etc/apt/apt.conf.d/99host"
	fi
	rm "$conf"
}

# How every build of the launcher calls the compiler.
# shellcheck disable=SC2034 # for the scripts that source this one
launcher_c=(-std=c17 -D_GNU_SOURCE -I target/image -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2
	-Wswitch-enum -Wmissing-prototypes -Werror)
