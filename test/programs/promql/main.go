// Reads PromQL expressions, one a line, and tells which of them Prometheus would refuse.
package main

import (
	"bufio"
	"fmt"
	"os"

	"github.com/prometheus/prometheus/promql/parser"
)

func main() {
	refused := false
	promql := parser.NewParser(parser.Options{})
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if _, err := promql.ParseExpr(lines.Text()); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", lines.Text(), err)
			refused = true
		}
	}
	if refused {
		os.Exit(1)
	}
}
