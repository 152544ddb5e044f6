// Instructions as bytes, for the part of Wasm that generated code uses: i32, doubles of comparisons, loads, blocks and calls.
// A function's locals are i32; `Body` hands them out and takes them back. Knows no policy.

import { append, double, signed, unsigned } from "./bytes.js";
import type { Bytes } from "./bytes.js";

/** A function body under construction. */
export interface Body {
  readonly code: Bytes;
  readonly params: number;
  /** Locals beyond the parameters: how many there are, and which are free. */
  locals: number;
  readonly free: number[];
  /** What costs more than the instructions that are written: calls and loops, and how deep in loops each stands. */
  readonly work: Work[];
  /** The blocks that are open; null for those that are no loops. */
  readonly around: (Over | null)[];
  /** The last constant, and where it ends. */
  pushed: { readonly value: number; readonly end: number };
}

/** What a loop goes over: the rows of a frame, the items of a list, or so many cases of which each is come by once. */
export type Over = "rows" | "items" | number;

/** A call or a loop, with the loops around it. A call knows the constant that was pushed right before it. */
export type Work = { readonly rows: number; readonly lists: number } & (
  | { readonly kind: "call"; readonly index: number; readonly last: number | null }
  | { readonly kind: "loop"; readonly over: Over });

/** An empty body of a function with this many i32 parameters. */
export function body(params: number): Body {
  return { code: [], params, locals: 0, free: [], work: [], around: [], pushed: { value: 0, end: -1 } };
}

/** A local for a while. */
export function take(into: Body): number {
  return into.free.pop() ?? into.params + into.locals++;
}
/** Gives a local back. */
export function give(into: Body, local: number): void {
  into.free.push(local);
}

const plain = {
  unreachable: 0x00, end: 0x0b, else: 0x05, return: 0x0f, drop: 0x1a, select: 0x1b,
  "i32.eqz": 0x45, "i32.eq": 0x46, "i32.ne": 0x47, "i32.lt_s": 0x48, "i32.lt_u": 0x49, "i32.gt_u": 0x4b, "i32.ge_u": 0x4f,
  "f64.eq": 0x61, "f64.ne": 0x62, "f64.lt": 0x63, "f64.gt": 0x64, "f64.le": 0x65, "f64.ge": 0x66,
  "i32.add": 0x6a, "i32.sub": 0x6b, "i32.mul": 0x6c, "i32.div_u": 0x6e, "i32.and": 0x71, "i32.or": 0x72, "i32.xor": 0x73, "i32.shl": 0x74, "i32.shr_u": 0x76,
} as const;
/** Instructions without immediates. */
export type Plain = keyof typeof plain;

const accesses = {
  "i32.load": [0x28, 2], "f64.load": [0x2b, 3], "i32.load8_u": [0x2d, 0], "i32.load16_u": [0x2f, 1],
  "i32.store": [0x36, 2], "i32.store8": [0x3a, 0],
} as const;
/** Loads and stores. */
export type Access = keyof typeof accesses;

/** Instructions without immediates. */
export function op(into: Body, ...names: readonly Plain[]): void {
  for (const name of names) {
    into.code.push(plain[name]);
    if (name === "end") into.around.pop();
  }
}
/** `i32.const` */
export function constant(into: Body, value: number): void {
  into.code.push(0x41);
  signed(into.code, value);
  into.pushed = { value, end: into.code.length };
}
/** `f64.const` */
export function number(into: Body, value: number): void {
  into.code.push(0x44);
  double(into.code, value);
}
/** `local.get` */
export function get(into: Body, local: number): void {
  into.code.push(0x20);
  unsigned(into.code, local);
}
/** `local.set` */
export function set(into: Body, local: number): void {
  into.code.push(0x21);
  unsigned(into.code, local);
}
/** `local.tee` */
export function tee(into: Body, local: number): void {
  into.code.push(0x22);
  unsigned(into.code, local);
}
/** A load or store at an offset from the address on the stack. */
export function access(into: Body, name: Access, offset: number): void {
  const [code, align] = accesses[name];
  into.code.push(code, align);
  unsigned(into.code, offset);
}
/** `call` */
export function call(into: Body, index: number): void {
  calls(into, index);
  into.code.push(0x10);
  unsigned(into.code, index);
}
/** `memory.init` of the one segment there is: to where, from where in it and how many bytes stand on the stack. */
export function place(into: Body): void {
  into.code.push(0xfc, 0x08, 0x00, 0x00);
}
/** Counts a call without writing it: one that is written once, and made for each of several. */
export function calls(into: Body, index: number): void {
  const { value, end } = into.pushed;
  into.work.push({ kind: "call", index, last: end === into.code.length ? value : null, ...loopsAround(into) });
}
/** Opens a block, loop or if; `i32` when it leaves a value. Closed by `op(into, "end")`. A loop is over the items of a list where nothing else is said. */
export function open(into: Body, kind: "block" | "loop" | "if", result: "i32" | "none" = "none", over: Over = "items"): void {
  if (kind === "loop") into.work.push({ kind, over, ...loopsAround(into) });
  into.around.push(kind === "loop" ? over : null);
  into.code.push(kind === "block" ? 0x02 : kind === "loop" ? 0x03 : 0x04, result === "i32" ? 0x7f : 0x40);
}
/** `br` or `br_if` to the block `depth` levels out. */
export function branch(into: Body, kind: "br" | "br_if", depth: number): void {
  into.code.push(kind === "br" ? 0x0c : 0x0d);
  unsigned(into.code, depth);
}
/** `br_table` */
export function table(into: Body, depths: readonly number[], otherwise: number): void {
  into.code.push(0x0e);
  unsigned(into.code, depths.length);
  for (const depth of depths) unsigned(into.code, depth);
  unsigned(into.code, otherwise);
}

function loopsAround({ around }: Body): { readonly rows: number; readonly lists: number } {
  return { rows: around.filter((over) => over === "rows").length, lists: around.filter((over) => over === "items").length };
}

/** The body as the code section holds it. */
export function finish(of: Body): Bytes {
  const out: Bytes = [];
  if (of.locals === 0) unsigned(out, 0);
  else {
    unsigned(out, 1);
    unsigned(out, of.locals);
    out.push(0x7f);
  }
  append(out, of.code);
  out.push(plain.end);
  return out;
}
