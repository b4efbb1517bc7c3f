#!/usr/bin/env bash
# Prints, as Markdown for a comment, what a change does to ScaledObjects. Run it in a checkout of
# the change. It ends with an error when the change can't be published.
#
#   review.sh BASE   BASE: a checkout of what the change is merged into
#
#   OVERLAY    the folder that kustomize builds; default: .
#   REVCAST_…  settings of revcast; default of REVCAST_LOCK: revcast.lock.yaml in OVERLAY
set -euo pipefail

base=${1:?is missing: a checkout of what the change is merged into}
overlay=${OVERLAY:-.}
export REVCAST_LOCK=${REVCAST_LOCK:-$overlay/revcast.lock.yaml}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# scaledobjects CHECKOUT: what is published of it. (In a condition, bash goes on after an error.)
scaledobjects() (
  cd "$1" &&
    kustomize build "$overlay" | revcast render --host flux --split scaledobjects
)

# folded TITLE LANGUAGE FILE: cut to what a comment can hold, in a fence that is longer than any in
# the file, so that the file can't end it.
folded() {
  local longest
  longest=$(grep -o '`*' "$3" | sort | tail -n 1)
  printf '<details><summary>%s</summary>\n\n```%s%s\n' "$1" "$longest" "$2"
  LC_ALL=C awk '{ size += length($0) + 1 } size > 25000 { print "… cut here"; exit } { print }' "$3"
  printf '```%s\n\n</details>\n\n' "$longest"
}

printf '<!-- revcast: %s -->\n### ScaledObjects of %s\n\n' "$overlay" "$overlay"

status=0
scaledobjects . >"$work/after" 2>"$work/told" || status=$?
if [ "$status" -ne 0 ]; then
  printf 'They can not be rendered.\n\n'
  folded 'What is wrong' text "$work/told"
  exit "$status"
fi

kustomize build "$overlay" | revcast lock --check 2>"$work/told" || status=$?
if [ "$status" -ne 0 ]; then
  printf 'The lock file is not up to date. Commit it after\n\n'
  printf '    kustomize build %s | revcast lock --lock %s\n\n' "$overlay" "$REVCAST_LOCK"
  folded 'What has changed since' text "$work/told"
fi

if ! scaledobjects "$base" >"$work/before" 2>/dev/null; then
  printf 'What this is merged into can not be rendered, and is left out.\n\n'
  : >"$work/before"
fi
if diff -U 9 --label before --label after "$work/before" "$work/after" >"$work/change"; then
  printf 'Nothing changes.\n'
else
  folded 'What changes' diff "$work/change"
fi
exit "$status"
