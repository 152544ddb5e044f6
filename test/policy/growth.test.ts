// What compiling costs, counted and not timed: machines that are built, and the work that they take (states, and steps between them),
// grow with what is written, and neither with its square nor with how often the same is written.

import { describe, expect, test } from "vitest";
import { compile, startCache } from "../../src/compile.js";

const head = `package grow.rules
tool go(path: string, text: string, to: string, amount: number) {
  op   SEND
  sink egress
}
`;
const lines = (count: number, line: (at: number) => string): string => head + Array.from({ length: count }, (_, at) => line(at)).join("\n");
const rule = (at: number, when: string): string => `unary deny r${at} {\n  on tool go\n  when ${when}\n}`;

function counted(text: string): { readonly asked: number; readonly built: number; readonly work: number } {
  const cache = startCache();
  const { value, diagnostics } = compile([{ file: "grow.policy", text }], undefined, [], cache);
  expect([value !== undefined, diagnostics.filter(({ severity }) => severity === "error")]).toEqual([true, []]);
  return cache.built.counts;
}

/** Texts of so many rules, each with a pattern of its own. */
const shapes: readonly (readonly [name: string, text: (count: number) => string])[] = [
  ["globs", (count) => lines(count, (at) => rule(at, `args.path matches path "**/a${at}/*.md"`))],
  ["regular expressions", (count) => lines(count, (at) => rule(at, `args.text matches regex "key${at}[0-9]+"`))],
  ["patterns that are looked for", (count) => lines(count, (at) => rule(at, `size(found(args.text, "no${at}[a-z]+")) > 2`))],
];

describe("machines", () => {
  test.each(shapes)("of %s are built once each, and four times as many take four times the work", (_, text) => {
    const [few, many] = [counted(text(20)), counted(text(80))];
    expect([few.built, many.built]).toEqual([20, 80]);
    // Numbers of two digits are a letter longer.
    expect(many.work / few.work).toBeLessThan(5);
    expect(many.work / few.work).toBeGreaterThan(3.5);
  });

  test.each(shapes)("of %s that are the same are built once, however many rules ask for them", (_, text) => {
    const one = text(1).slice(head.length);
    const [few, many] = [1, 60].map((count) => counted(head + Array.from({ length: count }, (_, at) => one.replace("r0", `r${at}`).replace(" deny ", at % 2 === 0 ? " deny " : " ask ").replace(/when (.*)/, `when $1 and args.amount > ${at}`)).join("\n")));
    expect(many).toEqual({ ...few, asked: many?.asked });
    expect(few?.built).toBe(1);
  });

  test("of labels' globs become few, and twice as many globs take little more than twice the work", () => {
    const text = (count: number): string => `${lines(count, (at) => `label path "/srv/p${at}/**", "**/*.k${at}" { secrecy ${at % 2 === 0 ? "high" : "medium"} }`)}\n${rule(0, "secrecy(sink) >= high")}`;
    const [few, many] = [counted(text(20)), counted(text(40))];
    expect(many.work / few.work).toBeLessThan(3);
    expect(many.built).toBeLessThan(10);
  });
});
