# scene.sh SHARE COMMAND...: runs the command where there are names that a shell must not evaluate. As root, in namespaces
# of its own. SHARE holds the completions.
set -e
mount -t tmpfs run /run
mount -t sysfs sys /sys
mkdir -p /run/netns /run/nsjava /run/home/bin
cd /run/home
cat >bin/nsjava <<'END'
#!/bin/sh
for word; do printf '%s\0' "$word"; done >/run/home/given
printf 'END\0' >/run/home/given
END
chmod +x bin/nsjava
cp bin/nsjava bin/nsj-program
cp "$(command -v sleep)" bin/nsj-sleeps
mkdir directory
touch workfile office.yaml /run/nsjava/home.yaml
while IFS= read -r name; do touch "/run/netns/$name"; done <<'END'
a$(touch pwned)
b`touch pwned`
c d e
d;touch pwned
e'"q
f$HOME
g*
hh{1,2}
i!x
j&touch pwned
k\x
~l
m|touch pwned
n>pwned
o#x
p=q:r
plain
END
touch "/run/netns/$(printf 'x\ny')" "/run/netns/$(printf 'z\tz\033[31m')"
export SHARE=$1 HOME=/run/home PATH=/run/home/bin:$PATH NSJ_VARIABLE=1 TERM=xterm
shift
bin/nsj-sleeps infinity >/dev/null </dev/null &
trap 'kill $!' EXIT
status=0
"$@" || status=$?
[ ! -e pwned ] || { echo 'something was evaluated'; exit 1; }
exit $status
