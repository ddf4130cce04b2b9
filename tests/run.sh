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
if ! command -v cc >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "installing a C compiler"
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends build-essential
  else
    echo "The tests did not run: there is no C compiler. Install one, such as Debian's build-essential." >&2
    exit 1
  fi
fi

say "format"
cargo fmt --all --check
say "lints"
cargo clippy --locked --all-targets --quiet -- -D warnings
say "documents"
RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --document-private-items --quiet
say "tests, with those that need more than Rust and a C compiler"
cargo test --locked --quiet -- --include-ignored
