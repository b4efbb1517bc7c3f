# The image for CI, for the fixer and for kustomize, and with `--target argocd` the one of Argo CD's
# sidecar, which has helm and kustomize besides. docs/image.md says how to build and use them. Both
# have no shell, run as a user that isn't root, and write nothing outside of /tmp.
ARG NODE_VERSION=24
ARG GO_VERSION=1.26

# The command is JavaScript, and the same for every platform.
FROM --platform=$BUILDPLATFORM docker.io/library/node:${NODE_VERSION}-trixie-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY src src
RUN npm run build
# Nothing but the bundle is needed. There will be no /usr/bin/env to find node.
RUN mkdir -p /work /out/bin /out/lib/revcast \
  && cp dist/*.cjs dist/LICENSES.txt /out/lib/revcast \
  && sed -i '1s|^#!.*|#!/nodejs/bin/node|' /out/lib/revcast/main.cjs \
  && ln -s ../lib/revcast/main.cjs /out/bin/revcast
COPY LICENSE /out/lib/revcast/

FROM gcr.io/distroless/nodejs${NODE_VERSION}-debian13:nonroot AS revcast
ARG NODE_VERSION
ARG VERSION=0.1.0
ARG REVISION=
LABEL org.opencontainers.image.title="revcast" \
  org.opencontainers.image.description="KEDA ScaledObjects for Knative Services, from Git" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}" \
  org.opencontainers.image.source="https://github.com/revcast/revcast" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.base.name="gcr.io/distroless/nodejs${NODE_VERSION}-debian13:nonroot"
COPY --from=build /out/ /usr/local/
# Where manifests are mounted. Not every builder makes a WORKDIR, and nobody but its user may look
# into that of the base.
COPY --from=build /work /work
WORKDIR /work
USER 65532:65532
ENTRYPOINT ["revcast"]
# kustomize starts a KRM function without arguments.
CMD ["krm"]

# Go compiles for another platform faster than in an emulation of it.
FROM --platform=$BUILDPLATFORM docker.io/library/golang:${GO_VERSION}-trixie AS programs
ARG TARGETOS
ARG TARGETARCH
ENV CGO_ENABLED=0 GOOS=${TARGETOS} GOARCH=${TARGETARCH}
# The modules are checked against Go's checksum database, and what they need against their go.sum.
# These are the versions of Argo CD v3.5.7 (hack/tool-versions.sh): what it renders itself and what
# revcast renders should be the same.
ARG KUSTOMIZE_VERSION=5.8.1
RUN module=sigs.k8s.io/kustomize/kustomize/v5 version=v${KUSTOMIZE_VERSION} \
  && go mod download $module@$version \
  && cd "$(go env GOMODCACHE)/$module@$version" \
  && go build -trimpath -ldflags "-s -w -X sigs.k8s.io/kustomize/api/provenance.version=$version" \
    -o /out/bin/kustomize . \
  && install -D -m 0644 LICENSE /out/share/doc/kustomize/LICENSE
ARG HELM_VERSION=4.2.1
RUN module=helm.sh/helm/v${HELM_VERSION%%.*} version=v${HELM_VERSION} \
  && go mod download $module@$version \
  && cd "$(go env GOMODCACHE)/$module@$version" \
  && go build -trimpath -ldflags "-s -w -X $module/internal/version.version=$version" \
    -o /out/bin/helm ./cmd/helm \
  && install -D -m 0644 LICENSE /out/share/doc/helm/LICENSE

FROM revcast AS argocd
COPY --from=programs /out/ /usr/local/
COPY plugin.yaml /home/argocd/cmp-server/config/plugin.yaml
# The repo-server's user, who connects to the plugin's socket.
USER 999:999

# What is built without --target.
FROM revcast
