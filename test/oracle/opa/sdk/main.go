// A module and views -> what OPA's own Wasm SDK for Go has the module answer, one line of JSON each. Knows nothing of Interdict.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/open-policy-agent/opa/v1/ast"
	_ "github.com/open-policy-agent/opa/v1/features/wasm"
	"github.com/open-policy-agent/opa/v1/metrics"
	"github.com/open-policy-agent/opa/v1/resolver"
	"github.com/open-policy-agent/opa/v1/resolver/wasm"
	"github.com/open-policy-agent/opa/v1/util"
)

func run(path string) error {
	ctx := context.Background()
	policy, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	entrypoint := ast.MustParseRef("data.interdict.decide")
	module, err := wasm.NewWithContext(ctx, []ast.Ref{entrypoint}, policy, map[string]any{})
	if err != nil {
		return err
	}
	defer module.Close()
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := json.NewEncoder(os.Stdout)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 1 {
			var view any
			if err := util.UnmarshalJSON(line, &view); err != nil {
				return err
			}
			input, err := ast.InterfaceToValue(view)
			if err != nil {
				return err
			}
			answer, err := module.Eval(ctx, resolver.Input{Ref: entrypoint, Input: ast.NewTerm(input), Metrics: metrics.New()})
			if err != nil {
				return err
			}
			value, err := ast.JSON(answer.Value)
			if err != nil {
				return err
			}
			if err := out.Encode(value); err != nil {
				return err
			}
		}
		if err != nil {
			return nil
		}
	}
}

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
