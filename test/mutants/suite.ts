// Stands in for vitest where tests are run one at a time, over and over, in one process: `describe` and `it` are kept as a tree and
// not run, `expect` is vitest's own. Knows no mutants.

export { expect, vi } from "vitest";

type Body = (...given: readonly unknown[]) => unknown;
type Name = string;

/** One test: its name with those of what it stands in. */
export interface Test {
  readonly name: string;
  readonly run: () => unknown;
}

/** What a file of tests holds. */
export interface Suite {
  readonly tests: Test[];
  readonly before: Body[];
  readonly after: Body[];
}

/** A group whose body is still to be run, where it stands. */
interface Group {
  readonly names: readonly string[];
  readonly around: Each;
  readonly body: Body;
}

interface Each {
  readonly before: Body[];
  readonly after: Body[];
}

const state: { suite: Suite; names: readonly string[]; each: Each; groups: Group[] } = { suite: empty(), names: [], each: { before: [], after: [] }, groups: [] };

/** The tests that a file declares while it is loaded. */
export async function collect(load: () => Promise<unknown>): Promise<Suite> {
  const suite = empty();
  Object.assign(state, { suite, names: [], each: { before: [], after: [] }, groups: [] });
  await load();
  // Bodies of groups may have to be waited for.
  for (let group = state.groups.shift(); group !== undefined; group = state.groups.shift()) {
    Object.assign(state, { names: group.names, each: { before: [...group.around.before], after: [...group.around.after] } });
    await group.body();
  }
  return suite;
}

function empty(): Suite {
  return { tests: [], before: [], after: [] };
}

function declare(name: Name, body: Body): void {
  const { suite, names, each } = state;
  const run = async (): Promise<void> => {
    for (const before of each.before) await before(given);
    try {
      await body(given);
    } finally {
      for (const after of each.after) await after();
    }
  };
  suite.tests.push({ name: [...names, name].join(" > "), run });
}

function group(name: Name, body: Body): void {
  state.groups.push({ names: [...state.names, name], around: state.each, body });
}

/** What a test is given: one that asks to be skipped goes on, and fails where it cannot; nobody is told of failures but the caller. */
const given = { skip: (): void => undefined, onTestFailed: (): void => undefined };

type Declare = (name: Name, ...rest: readonly unknown[]) => void;

function bodyOf(rest: readonly unknown[]): Body {
  const body = rest.find((one) => typeof one === "function");
  return body === undefined ? () => undefined : (body as Body);
}

function forms(of: (name: Name, body: Body) => void): Declare & { readonly each: (table: readonly unknown[]) => Declare; readonly skipIf: (skip: boolean) => Declare } {
  const plain: Declare = (name, ...rest) => of(name, bodyOf(rest));
  return Object.assign(plain, {
    each: (table: readonly unknown[]): Declare => (name, ...rest) => {
      const body = bodyOf(rest);
      table.forEach((row, at) => of(`${name} [${at}]`, () => body(...(Array.isArray(row) ? row : [row]))));
    },
    skipIf: (skip: boolean): Declare => (skip ? () => undefined : plain),
  });
}

export const describe = forms(group);
export const it = forms(declare);
export const test = it;
export const beforeAll = (body: Body): void => void state.suite.before.push(body);
export const afterAll = (body: Body): void => void state.suite.after.push(body);
export const beforeEach = (body: Body): void => void state.each.before.push(body);
export const afterEach = (body: Body): void => void state.each.after.push(body);
