#!/usr/bin/env bash
# Renders an overlay together with its ScaledObjects and pushes both halves as one OCI artifact for
# Flux. With any error nothing is pushed. The same commit always makes the same artifact.
#
#   ARTIFACT   where to, without a tag: oci://ghcr.io/example/shop
#   TAG        the tag that the OCIRepository follows; default: main
#   OVERLAY    the folder that kustomize builds; default: .
#   SOURCE     the address of the sources; default: that of the remote origin
#   BRANCH     the branch or tag that was checked out; default: the branch that is
#   REVCAST_…  settings of revcast; default of REVCAST_LOCK: revcast.lock.yaml in OVERLAY
set -euo pipefail
# The artifact has the modes of its files in it, and midnight in local time.
umask 022
export TZ=UTC

artifact=${ARTIFACT:?is not set: say where to push, such as oci://ghcr.io/example/shop}
tag=${TAG:-main}
overlay=${OVERLAY:-.}
export REVCAST_LOCK=${REVCAST_LOCK:-$overlay/revcast.lock.yaml}

commit=$(git rev-parse HEAD)
BRANCH=${BRANCH:-$(git branch --show-current)}
branch=${BRANCH:?is not set, and no branch is checked out}
source=${SOURCE:-$(git remote get-url origin)}
# CI systems clone with a token in the address, and everybody who pulls the artifact can read it.
source=$(sed -E 's|^([a-z+]+://)[^/@]*@|\1|' <<<"$source")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/artifact/services" "$work/artifact/scaledobjects"

kustomize build "$overlay" >"$work/manifests.yaml"
revcast lock --check "$work/manifests.yaml" || {
  status=$?
  echo "to write it: kustomize build $overlay | revcast lock --lock $REVCAST_LOCK" >&2
  exit "$status"
}
for half in services scaledobjects; do
  revcast render --host flux --split "$half" "$work/manifests.yaml" >"$work/artifact/$half/$half.yaml"
done

version=$artifact:${commit:0:12}
flux push artifact "$version" --path "$work/artifact" --reproducible \
  --source "$source" --revision "$branch@sha1:$commit"
flux tag artifact "$version" --tag "$tag"
