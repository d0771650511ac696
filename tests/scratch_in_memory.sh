# Sourced: what tests write goes to memory, where there is a gigabyte for it, until the shell ends. They write thousands of
# small files that are synced, and a disk takes ten milliseconds for each. TMPDIR, where it is set, stays.
if [[ -z ${TMPDIR-} && -w /dev/shm && $(df -B1M --output=avail /dev/shm | tail -n 1) -gt 1024 ]]; then
  TMPDIR=$(mktemp -d /dev/shm/lysep.XXXXXX)
  export TMPDIR
  trap 'rm -rf "$TMPDIR"' EXIT
fi
