// Cmp-client plays Argo CD's repo-server towards the server of a config management plugin, by the
// repo-server's own code: the variables it gives a plugin, how it finds the plugin, the tar it sends
// and how it reads what comes back. It is compiled inside of Argo CD's module.
//
//	cmp-client [--timeout 60s] [--exclude GLOB]... generate|parameters REPOSITORY <request.json
//
// REPOSITORY is the folder that a checkout of the repository would be. The request is Argo CD's
// ManifestRequest in JSON, where applicationSource is an Application's spec.source as it stands:
//
//	{"appName": "shop", "namespace": "prod", "projectName": "default", "revision": "<SHA>",
//	 "kubeVersion": "1.36.0", "apiVersions": ["v1"],
//	 "applicationSource": {"repoURL": "…", "path": "shop", "targetRevision": "main", "plugin":
//	   {"name": "revcast", "env": [{"name": "…", "value": "…"}], "parameters": [{"name": "…", "string": "…"}]}}}
//
// Sockets of plugins are looked for where ARGOCD_PLUGINSOCKFILEPATH says. Prints Argo CD's
// ManifestResponse ({"manifests": ["<an object in JSON>", …], "sourceType": "Plugin"}) or the list
// of announced parameters. A source that names no plugin, and that none discovers, is rendered as
// Argo CD does it itself, with the helm and kustomize on PATH. What Argo CD would show as an error
// goes to stderr, with exit code 1.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	log "github.com/sirupsen/logrus"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/reposerver/apiclient"
	"github.com/argoproj/argo-cd/v3/reposerver/repository"
	"github.com/argoproj/argo-cd/v3/util/git"
	utilio "github.com/argoproj/argo-cd/v3/util/io"
)

// The repo-server's default.
var maxManifests = resource.MustParse("10M")

func main() {
	// As long as the application controller waits for the repo-server by default.
	timeout := flag.Duration("timeout", 60*time.Second, "the request's deadline")
	var excluded []string
	flag.Func("exclude", "what isn't sent: reposerver.plugin.tar.exclusions", func(glob string) error {
		excluded = append(excluded, glob)
		return nil
	})
	flag.Parse()
	if flag.NArg() != 2 {
		flag.Usage()
		os.Exit(2)
	}
	log.SetOutput(io.Discard)
	ctx, cancel := context.WithTimeout(context.Background(), *timeout)
	defer cancel()
	answer, err := ask(ctx, flag.Arg(0), flag.Arg(1), excluded)
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(answer)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func ask(ctx context.Context, question, folder string, excluded []string) (any, error) {
	request, err := read(os.Stdin)
	if err != nil {
		return nil, err
	}
	root, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(root, request.ApplicationSource.Path)
	switch question {
	case "generate":
		return generate(ctx, path, root, request, excluded)
	case "parameters":
		return parameters(ctx, path, root, request, excluded)
	}
	return nil, fmt.Errorf("%q is neither generate nor parameters", question)
}

func read(from io.Reader) (*apiclient.ManifestRequest, error) {
	request := &apiclient.ManifestRequest{}
	decoder := json.NewDecoder(from)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(request); err != nil {
		return nil, fmt.Errorf("request: %w", err)
	}
	if request.ApplicationSource == nil {
		return nil, fmt.Errorf("request: there is no applicationSource")
	}
	if request.Repo == nil {
		request.Repo = &v1alpha1.Repository{Repo: request.ApplicationSource.RepoURL}
	}
	return request, nil
}

func generate(ctx context.Context, path, root string, request *apiclient.ManifestRequest, excluded []string) (any, error) {
	charts, err := os.MkdirTemp("", "charts")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(charts)
	return repository.GenerateManifests(ctx, path, root, request.Revision, request, false, git.NoopCredsStore{},
		maxManifests, utilio.NewRandomizedTempPaths(charts), repository.WithCMPTarExcludedGlobs(excluded))
}

func parameters(ctx context.Context, path, root string, request *apiclient.ManifestRequest, excluded []string) (any, error) {
	details := &apiclient.RepoAppDetailsResponse{}
	query := &apiclient.RepoServerAppDetailsQuery{
		Repo: request.Repo, Source: request.ApplicationSource, AppName: request.AppName,
	}
	err := repository.ParametersOfPlugin(ctx, details, path, root, query, excluded)
	return details.Plugin.GetParametersAnnouncement(), err
}
