#!/usr/bin/env bash
# Prints, as Markdown for a comment, what a change does to scaling. Run it where the change is
# checked out. It ends with an error when the change can't be published.
#
#   review.sh BASE   BASE: the commit, branch or tag that it is merged into
#
#   OVERLAY    the folder that kustomize builds; default: .
#   REVCAST_…  settings of revcast; default of REVCAST_LOCK: revcast.lock.yaml in OVERLAY
set -euo pipefail

base=${1:?is missing: what the change is merged into, such as origin/main...}
export OVERLAY=${OVERLAY:-.}
export REVCAST_LOCK=${REVCAST_LOCK:-$OVERLAY/revcast.lock.yaml}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

printf '<!-- revcast: %s -->\n' "$OVERLAY"

status=0
# shellcheck disable=SC2016 # revcast runs it in a shell.
revcast review --host flux --against "$base" --render 'kustomize build "$OVERLAY"' \
  --format markdown >"$work/review.md" 2>"$work/told" || status=$?
cat "$work/told" >&2
if [ "$status" -gt 1 ]; then
  printf '### Scaling of %s\n\nIt can not be reviewed.\n\n' "$OVERLAY"
  # As code by its indentation, so that nothing in it can end it; and not more than is read.
  tail -n 50 "$work/told" | cut -c 1-500 | sed 's/^/    /'
  exit "$status"
fi

if [ "$status" -eq 0 ]; then
  kustomize build "$OVERLAY" | revcast lock --check >&2 || status=$?
fi
if [ "$status" -eq 3 ]; then
  printf 'The lock file is not up to date. Commit it after\n\n'
  printf '    kustomize build %s | revcast lock --lock %s\n\n' "$OVERLAY" "$REVCAST_LOCK"
fi
cat "$work/review.md"
exit "$status"
