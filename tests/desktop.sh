#!/usr/bin/env bash
# Runs a command in a desktop of its own: a session bus, a screen that nobody sees, and dunst as the notification server.
# Fails where one of them does not come up. What dunst has taken stands in $FIREBELL_TEST_DESKTOP/heard; which entry of its
# menu is pressed stands in .../pick.
set -euo pipefail

if [ "${1:-}" != --inside ]; then
  desktop="$(mktemp -d)"
  trap 'rm -rf "$desktop"' EXIT
  chmod 700 "$desktop"
  # The bus talks a lot: only what is run speaks to us.
  env -u DBUS_SESSION_BUS_ADDRESS -u WAYLAND_DISPLAY XDG_RUNTIME_DIR="$desktop" FIREBELL_TEST_DESKTOP="$desktop" \
    xvfb-run -a -s "-screen 0 900x500x24" dbus-run-session -- bash "${BASH_SOURCE[0]}" --inside "$@" \
    3>&2 2>"$desktop/bus.log" && exit
  code=$?
  # Where nothing was run, the reason stands here.
  [ -e "$desktop/heard" ] || cat "$desktop/bus.log" >&2
  exit "$code"
fi
shift
exec 2>&3 3>&-

desktop="$FIREBELL_TEST_DESKTOP"
# Fields end with 0x1f, a notification with 0x1e; in one write, so that two at a time do not mix.
cat >"$desktop/hear.sh" <<EOT
#!/bin/sh
printf '%s\037%s\037%s\037%s\037%s\037%s\037%s\037%s\037\036' "\$DUNST_ID" "\$DUNST_APP_NAME" "\$DUNST_URGENCY" "\$DUNST_SUMMARY" \
  "\$DUNST_BODY" "\$DUNST_ICON_PATH" "\$DUNST_CATEGORY" "\$DUNST_TIMEOUT" >>"$desktop/heard"
EOT
cat >"$desktop/menu.sh" <<EOT
#!/bin/sh
grep -m1 -F "\$(cat "$desktop/pick")"
EOT
chmod +x "$desktop/hear.sh" "$desktop/menu.sh"
cat >"$desktop/dunstrc" <<EOT
[global]
    markup = full
    dmenu = $desktop/menu.sh
[hear]
    summary = "*"
    script = $desktop/hear.sh
EOT
touch "$desktop/heard"

dunst -config "$desktop/dunstrc" >"$desktop/dunst.log" 2>&1 &
dunst=$!
trap 'kill "$dunst" 2>/dev/null || true' EXIT
has_server() {
  dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
    string:org.freedesktop.Notifications | grep -q "boolean true"
}
tries=0
until has_server; do
  tries=$((tries + 1))
  if [ "$tries" = 200 ] || ! kill -0 "$dunst" 2>/dev/null; then
    echo "dunst has not come up:" >&2
    cat "$desktop/dunst.log" >&2
    exit 1
  fi
  sleep 0.05
done
"$@"
