// Requests, one line of JSON each: a policy in Rego and views -> what real OPA answers for each view, one line each, in order; or a
// policy and the name of an entrypoint -> the Wasm module that OPA builds of it. Policies are compiled once and asked by prepared
// queries; requests run side by side. Knows nothing of Interdict.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/util"
)

type request struct {
	Rego  string            `json:"rego"`
	Query string            `json:"query"`
	Views []json.RawMessage `json:"views"`
	Build string            `json:"build"`
}

type answer struct {
	Results []any  `json:"results,omitempty"`
	Module  []byte `json:"module,omitempty"`
	Error   string `json:"error,omitempty"`
}

// build compiles the policy to Wasm as `opa build -t wasm` does.
func build(ctx context.Context, policy, entrypoint string) answer {
	source := &bundle.Bundle{
		Manifest: bundle.Manifest{},
		Data:     map[string]any{},
		Modules:  []bundle.ModuleFile{{URL: "/policy.rego", Path: "/policy.rego", Raw: []byte(policy), Parsed: ast.MustParseModule(policy)}},
	}
	source.Manifest.Init()
	compiler := compile.New().WithTarget("wasm").WithEntrypoints(entrypoint).WithBundle(source)
	if err := compiler.Build(ctx); err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Module: compiler.Bundle().WasmModules[0].Raw}
}

func evaluate(line []byte) answer {
	ctx := context.Background()
	var asked request
	if err := json.Unmarshal(line, &asked); err != nil {
		return answer{Error: err.Error()}
	}
	if asked.Build != "" {
		return build(ctx, asked.Rego, asked.Build)
	}
	prepared, err := rego.New(rego.Query(asked.Query), rego.Module("policy.rego", asked.Rego)).PrepareForEval(ctx)
	if err != nil {
		return answer{Error: err.Error()}
	}
	results := make([]any, len(asked.Views))
	for at, view := range asked.Views {
		var input any
		if err := util.UnmarshalJSON(view, &input); err != nil {
			return answer{Error: err.Error()}
		}
		value, err := ast.InterfaceToValue(input)
		if err != nil {
			return answer{Error: err.Error()}
		}
		found, err := prepared.Eval(ctx, rego.EvalParsedInput(value))
		if err != nil {
			return answer{Error: err.Error()}
		}
		// An undefined answer is null: no policy of ours has one.
		if len(found) == 1 && len(found[0].Expressions) == 1 {
			results[at] = found[0].Expressions[0].Value
		}
	}
	return answer{Results: results}
}

func main() {
	// Most of what is allocated dies with its view: memory is cheaper here than collecting it.
	debug.SetGCPercent(400)
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	// Answers wait here for their turn; as many requests run at once as there are places.
	turns := make(chan chan answer, runtime.GOMAXPROCS(0))
	done := make(chan struct{})
	go func() {
		encoder := json.NewEncoder(out)
		encoder.SetEscapeHTML(false)
		for turn := range turns {
			if err := encoder.Encode(<-turn); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			out.Flush()
		}
		close(done)
	}()
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 1 {
			turn := make(chan answer, 1)
			turns <- turn
			go func() { turn <- evaluate(line) }()
		}
		if err != nil {
			break
		}
	}
	close(turns)
	<-done
}
