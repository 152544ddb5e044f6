// The mistakes of test/policy/mistakes to docs/mistakes.md: what newcomers from other languages write, and what `interdict check` says
// of it. Each file there is one mistake, its first line a comment that names it; `shop.policy` is what all of them are checked with.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { sorted } from "../src/base/diagnostic.js";
import type { Diagnostic } from "../src/base/diagnostic.js";
import { render } from "../src/base/render.js";
import { check } from "../src/language/check/check.js";
import { parse } from "../src/language/syntax/parse.js";
import type { Generated } from "./generate.js";

/** One mistake: the name of its file, what it is, the whole text. */
export interface Mistake {
  readonly file: string;
  readonly title: string;
  readonly text: string;
}

const folder = "test/policy/mistakes";
const common = "shop.policy";

/** The mistakes, by the names of their files. */
export function mistakes(root: string): readonly Mistake[] {
  return readdirSync(join(root, folder)).filter((file) => file !== common).sort().map((file) => {
    const text = readFileSync(join(root, folder, file), "utf8");
    return { file, title: text.slice("// ".length, text.indexOf("\n")), text };
  });
}

/** What is found in a text that is checked with the tools of the shop. */
export function findingsBeside(root: string, file: string, text: string): readonly Diagnostic[] {
  const parsed = [{ file: common, text: readFileSync(join(root, folder, common), "utf8") }, { file, text }].map(parse);
  const checked = check(parsed.flatMap(({ value }) => value ?? []));
  return sorted([...parsed.flatMap(({ diagnostics }) => diagnostics), ...checked.diagnostics]);
}

/** The page. */
export function mistakesPage(root: string): readonly Generated[] {
  const shop = readFileSync(join(root, folder, common), "utf8").trimEnd();
  const parts = mistakes(root).flatMap(({ file, title, text }) => {
    const shown = render(findingsBeside(root, file, text), new Map([[file, text]]), { color: false }).trimEnd();
    return ["", `## ${title}`, "", "```", text.trimEnd(), "```", "", "```", shown, "```"];
  });
  const lines = [
    "<!-- Generated from test/policy/mistakes by `npm run generate`; not edited by hand. -->",
    "# Common mistakes", "",
    "What people who come from Rego, Cedar, Python, SQL or a guardrail's language write at first, and what `interdict check` says of it.",
    "A line behind `~` is the line as it should be; put there, it mends the mistake. Each text is checked together with this one:", "",
    "```", shop, "```", ...parts, "",
  ];
  return [{ path: "docs/mistakes.md", content: lines.join("\n") }];
}
