// Definitions, written out where they are used: an argument is read as if it stood in place of its parameter, with the names of
// where it was written. Definitions that lead to themselves are found before. What they come to is bounded.

import { CONSTANT_DEPTH_MAX } from "../../base/limits.js";
import type { Span } from "../../base/span.js";
import type { DefineItem, Expression, Name } from "../syntax/ast.js";
import { partsOf } from "./join.js";
import { find } from "./names.js";
import type { Declared, Names } from "./names.js";
import type { Operand } from "./operand.js";
import { reservedNames } from "./place.js";
import type { Argument, Place } from "./place.js";
import type { Report } from "./report.js";
import { fits, typeOf, typeText } from "./structure.js";
import { checkType } from "./type.js";
import { readOperand, refuse } from "./value.js";

/** The definition a name means here. */
export function findDefine(name: Name, place: Place): Declared<DefineItem> | undefined {
  return find(place.names, place.names.defines, place.pack, name, place.report);
}

/** What a definition is for these arguments. */
export function writtenOut({ pack, name, item }: Declared<DefineItem>, args: readonly Expression[], span: Span, place: Place): Operand {
  const wrong: Operand = { kind: "wrong", span };
  if (args.length !== item.params.length) {
    const params = item.params.map((param) => param.name.text).join(", ");
    place.report.add("check/wrong-arguments", span, { signature: params === "" ? name.text : `${name.text}(${params})` }, { also: { span: name.span, label: "defined here" } });
    return wrong;
  }
  const open = place.body?.open ?? [];
  // That it leads to itself is told where it stands.
  if (open.includes(item)) return wrong;
  if (open.length >= CONSTANT_DEPTH_MAX) {
    place.report.add("check/too-deep", name.span, { max: CONSTANT_DEPTH_MAX });
    return wrong;
  }
  const params = new Map(item.params.map((param, at): [string, Argument] =>
    [param.name.text, { expression: args[at] ?? item.value, place, type: param.type === null ? "any" : typeOf(param.type) }]));
  const operand = readOperand(item.value, { ...place, pack, body: { params, locals: [], row: null, open: [item, ...open] } });
  return { ...operand, span };
}

/** An argument, read where its parameter stands. */
export function readArgumentOf(name: Name, argument: Argument, place: Place): Operand {
  if (argument.any !== undefined) return { ...argument.any, span: name.span };
  // Of an earlier call the same words would say something else.
  if (place.kind === "counter" && isPending(name, place)) {
    place.report.add("check/not-here", name.span, { what: `the parameter \`${name.text}\``, place: "a selector of earlier calls, where everything is the earlier call's" },
      { help: `what it stands for is the pending call's: compare it in the selector's \`where\`, as \`args.x == ${name.text}\`, joined to the rest with \`and\`` });
    return { kind: "wrong", span: name.span };
  }
  const operand = readOperand(argument.expression, argumentPlace(argument, place));
  if (operand.kind !== "value" || fits(operand.type, argument.type)) return operand;
  refuse(operand, place, typeText(argument.type));
  return { kind: "wrong", span: name.span };
}

/** Whether a name is a parameter that stands for something of the pending call: what was written for it is neither of an earlier call nor the same for all. */
export function isPending(name: Name, place: Place): boolean {
  const argument = place.body?.params.get(name.text);
  if (argument === undefined || argument.any !== undefined || argument.place.kind === "counter") return false;
  return !isFixed(argument.expression, argumentPlace(argument, place));
}

/** Whether an expression is the same for every call: made of literals, constants and external data alone. */
function isFixed(expression: Expression, place: Place): boolean {
  const { names: { constants, data }, pack } = place;
  for (const open = [expression]; open.length > 0;) {
    const next = open.pop();
    if (next === undefined) break;
    if (next.kind === "history" || next.kind === "quantified" || next.kind === "each") return false;
    if (next.kind === "name") {
      const { name } = next;
      if (place.body?.params.has(name.text) === true ? isPending(name, place) : ![constants, data].some((table) => find<unknown>(place.names, table, pack, name, place.report) !== undefined)) return false;
    }
    open.push(...partsOf(next));
  }
  return true;
}

/** An expression that may be a parameter's name, as what was written for it, and where that stands. */
export function resolved(expression: Expression, place: Place): { readonly expression: Expression; readonly place: Place } {
  const argument = expression.kind === "name" ? place.body?.params.get(expression.name.text) : undefined;
  return argument === undefined || argument.any !== undefined ? { expression, place } : resolved(argument.expression, argumentPlace(argument, place));
}

/** Reports what is wrong with definitions by themselves: their parameters, and that they lead to themselves. */
export function checkDefines(names: Names, report: Report): void {
  const all = [...names.defines.values()].flat();
  for (const { item } of all) checkParameters(item, report);
  const below = new Map(all.map((declared) => [declared, called(declared, names)] as const));
  const places = new Map<Declared<DefineItem>, number>();
  const follow = (from: Declared<DefineItem>): void => {
    // A stack of its own: chains of definitions are as long as a text. `low` is the lowest place on it that is led back to.
    const stack = [{ declared: from, rest: [...below.get(from) ?? []], low: Infinity }];
    places.set(from, 0);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.rest.pop();
      const place = next === undefined ? undefined : places.get(next);
      if (next === undefined) {
        stack.pop();
        if (top.low <= stack.length) report.add("check/recursive-definition", top.declared.name.span, { name: top.declared.name.text });
        const above = stack.at(-1);
        if (above !== undefined) above.low = Math.min(above.low, top.low);
        places.set(top.declared, Infinity);
      } else if (place === undefined) {
        places.set(next, stack.length);
        stack.push({ declared: next, rest: [...below.get(next) ?? []], low: Infinity });
      } else top.low = Math.min(top.low, place);
    }
  };
  for (const declared of all) if (!places.has(declared)) follow(declared);
}

function checkParameters(item: DefineItem, report: Report): void {
  const seen = new Map<string, Name>();
  for (const { name, type } of item.params) {
    const first = seen.get(name.text);
    if (first !== undefined) report.add("check/duplicate-declaration", name.span, { kind: "parameter", name: name.text }, { also: { span: first.span, label: "declared here first" } });
    if (reservedNames.includes(name.text)) report.add("check/reserved-name", name.span, { name: name.text });
    if (type !== null) checkType(type, report);
    seen.set(name.text, name);
  }
}

/** The definitions that one names, looked for as `find` does; nothing counts as used by it. */
function called({ pack, item }: Declared<DefineItem>, names: Names): readonly Declared<DefineItem>[] {
  const seen = names.visible.get(pack) ?? [pack];
  const own = new Set(item.params.map((param) => param.name.text));
  const found: Declared<DefineItem>[] = [];
  for (const open = [item.value]; open.length > 0;) {
    const next = open.pop();
    if (next === undefined) break;
    const name = next.kind === "call" ? next.function.text : next.kind === "name" && !own.has(next.name.text) ? next.name.text : null;
    const meant = name === null ? [] : (names.defines.get(name) ?? []).filter((declared) => seen.includes(declared.pack));
    const [first] = meant.filter((declared) => declared.pack === pack).concat(meant);
    if (first !== undefined) found.push(first);
    open.push(...partsOf(next));
  }
  return found;
}

function argumentPlace({ place: { pack, body, locals, row } }: Argument, place: Place): Place {
  return { ...place, pack, body: body ?? { params: new Map(), locals, row, open: [] } };
}
