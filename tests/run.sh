#!/usr/bin/env bash
# Runs everything: format, lints, documents, tests. Installs what is missing where it may.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export CARGO_TERM_COLOR=never
# A frame that differs is a failure, never a new snapshot.
export INSTA_UPDATE=no

say() { printf '\n== %s\n' "$1"; }

if ! command -v cargo >/dev/null; then
  echo "The tests did not run: cargo is not on the PATH. Install Rust 1.95 first: https://rustup.rs" >&2
  exit 1
fi
# What the tests need beside Rust, and the Debian package that brings it.
missing=()
while read -r program package; do
  command -v "$program" >/dev/null || missing+=("$package")
done <<'EOT'
cc build-essential
dbus-run-session dbus
dbus-send dbus-bin
dunst dunst
Xvfb xvfb
xauth xauth
tmux tmux
tidy tidy
chromium chromium
EOT
/usr/bin/python3 -c "import icalendar" 2>/dev/null || missing+=(python3-icalendar)
if [ "${#missing[@]}" != 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "installing ${missing[*]}"
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
  else
    echo "The tests did not run. Install these first, by Debian's names: ${missing[*]}" >&2
    exit 1
  fi
fi

say "format"
cargo fmt --all --check
say "lints"
cargo clippy --locked --all-targets --quiet -- -D warnings
say "documents"
RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --document-private-items --quiet
say "tests, with those that need a desktop, tmux, Python, tidy and Chromium"
bash tests/desktop.sh cargo test --locked --quiet -- --include-ignored
