// Cel-health tells how healthy Flux finds an object, by the code of the kustomize-controller inside
// of whose module it is compiled. It reads a Kustomization's spec.healthCheckExprs and the object
// from stdin, and prints Current, InProgress or Failed:
//
//	{"healthCheckExprs": [{"apiVersion": "…", "kind": "…", "current": "…"}], "object": {…}}
//
// What no expression is for is judged as kustomize-controller judges it then, by kstatus. An
// expression that is wrong, or that the object has no answer to, is an error with exit code 1.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/fluxcd/cli-utils/pkg/kstatus/status"
	"github.com/fluxcd/pkg/apis/kustomize"
	"github.com/fluxcd/pkg/runtime/cel"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

type question struct {
	HealthCheckExprs []kustomize.CustomHealthCheck `json:"healthCheckExprs"`
	Object           unstructured.Unstructured     `json:"object"`
}

func main() {
	found, err := answer()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(found)
}

func answer() (status.Status, error) {
	asked := question{}
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		return "", err
	}
	newReader, err := cel.NewStatusReader(asked.HealthCheckExprs)
	if err != nil {
		return "", err
	}
	reader := newReader(nil)
	if !reader.Supports(asked.Object.GroupVersionKind().GroupKind()) {
		computed, err := status.Compute(&asked.Object)
		if err != nil {
			return "", err
		}
		return computed.Status, nil
	}
	read, err := reader.ReadStatusForObject(context.Background(), nil, &asked.Object)
	if err != nil {
		return "", err
	}
	return read.Status, read.Error
}
