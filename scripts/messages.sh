# Sourced by the other scripts: how they speak, and that they start in the project's folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# One line before each part of the work.
step() {
  printf '==> %s\n' "$*"
}

# What is wrong, then what to do about it, a line each; ends the script.
fail() {
  printf 'error: %s\n' "$1" >&2
  shift
  if [ $# -gt 0 ]; then printf '       %s\n' "$@" >&2; fi
  exit 1
}

# Whether version $1 is $2 or later.
at_least() {
  [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}
