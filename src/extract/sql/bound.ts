// Whether a condition of SQL bounds what it lets through, by the form of its tokens: `NOT` is pushed inward, sides of an `OR` that
// together say all (`a IS NULL OR a IS NOT NULL`) are told, and comparisons of a thing with itself. Whether it has columns at all
// `expression` has seen already. What functions and numbers come to is not reckoned.

import type { Dialect, Token } from "./token.js";

/** One operand: as it is written, and without what a column is qualified by. */
interface Operand {
  readonly full: string;
  readonly short: string;
}

/** One comparison; what denies or turns round another is written as that one, denied or turned round. */
interface Leaf {
  readonly left: Operand;
  readonly sign: string;
  readonly right: Operand;
  readonly denied: boolean;
  readonly isTrue: boolean;
}

/** A condition, and whether what it says is denied. */
interface Side {
  readonly tokens: readonly Token[];
  readonly denied: boolean;
}

/** Whether a condition is none that holds of every row by its form. */
export function bounds(tokens: readonly Token[], dialect: Dialect): boolean {
  return isBound({ tokens, denied: false }, dialect);
}

function isBound(side: Side, dialect: Dialect): boolean {
  const either = joinedBy(side, false, dialect);
  if (either.length > 1) return either.every((one) => isBound(one, dialect)) && !sayAll(either.map(({ tokens, denied }) => leafOf(tokens, denied)));
  const both = joinedBy(side, true, dialect);
  if (both.length > 1) return both.some((one) => isBound(one, dialect));
  return both.every(({ tokens, denied }) => hasName(tokens) && !leafOf(tokens, denied).isTrue);
}

/** What `OR` joins, or `AND`, through brackets. Denied, each is the other of what is denied. */
function joinedBy(side: Side, all: boolean, dialect: Dialect): readonly Side[] {
  let [tokens, denied] = [unwrapped(side.tokens), side.denied];
  while (isWord(tokens[0], "NOT") && sidesOf(tokens, "OR", dialect).length === 1 && sidesOf(tokens, "AND", dialect).length === 1) {
    const nots = tokens.findIndex((token) => !isWord(token, "NOT"));
    if (nots === -1) break;
    [tokens, denied] = [unwrapped(tokens.slice(nots)), denied !== (nots % 2 === 1)];
  }
  const ors = sidesOf(tokens, "OR", dialect);
  const parts = ors.length > 1 ? ors : sidesOf(tokens, "AND", dialect);
  const isAll = (ors.length === 1) !== denied;
  if (parts.length === 1 || isAll !== all) return [{ tokens, denied }];
  return parts.flatMap((part) => joinedBy({ tokens: part, denied }, all, dialect));
}

/** Whether one side says what another denies. */
function sayAll(sides: readonly Leaf[]): boolean {
  const said = new Map<string, Set<string>>();
  return sides.some(({ left, sign, right, denied }) => {
    const [short, full] = [`${left.short}\n${right.short}`, `${left.full}\n${right.full}`];
    const own = `${denied ? "not" : ""}\n${sign}\n${short}`;
    said.set(own, (said.get(own) ?? new Set()).add(full));
    const others = said.get(`${denied ? "" : "not"}\n${sign}\n${short}`);
    // A column without its table may be any table's.
    return others !== undefined && (full === short || others.has(full) || others.has(short));
  });
}

const turned: ReadonlyMap<string, readonly [sign: string, turns: boolean, denies: boolean]> = new Map([
  ["=", ["=", false, false]], ["==", ["=", false, false]], ["<=>", ["=", false, false]], ["<>", ["=", false, true]], ["!=", ["=", false, true]],
  ["<", ["<", false, false]], [">", ["<", true, false]], [">=", ["<", false, true]], ["<=", ["<", true, true]],
]);
const likes: ReadonlySet<string> = new Set(["LIKE", "ILIKE", "GLOB", "REGEXP", "RLIKE", "IN", "BETWEEN", "~", "~*"]);

function leafOf(tokens: readonly Token[], isDenied: boolean): Leaf {
  let [rest, denied] = [unwrapped(tokens), isDenied];
  for (; isWord(rest[0], "NOT"); denied = !denied) rest = unwrapped(rest.slice(1));
  let depth = 0;
  const at = rest.findIndex(({ kind, text }) => {
    if (kind === "operator" || kind === "word") depth += step(text);
    return depth === 0 && (kind === "operator" ? turned.has(text) || likes.has(text) : kind === "word" && (likes.has(text) || /^(NOT|IS|ISNULL|NOTNULL)$/.test(text)));
  });
  const none: Operand = { full: "", short: "" };
  if (at < 1) return { left: operandOf(rest), sign: "", right: none, denied, isTrue: false };
  const before = unwrapped(rest.slice(0, at));
  const left = operandOf(before);
  const isNot = isWord(rest[at], "NOT");
  denied = denied !== isNot;
  const words = rest.slice(isNot ? at + 1 : at);
  const sign = words[0]?.text ?? "";
  // `NOT NULL` has been denied with its `NOT`.
  if (/^(ISNULL|NOTNULL|NULL)$/.test(sign)) return compared(left, "=", { full: "null", short: "null" }, denied !== (sign === "NOTNULL"), before);
  if (sign === "IS") {
    const isNo = isWord(words[1], "NOT");
    const other = words.slice(isNo ? 2 : 1);
    const isDistinct = isWord(other[0], "DISTINCT");
    return compared(left, "=", operandOf(isDistinct ? other.slice(2) : other), denied !== (isNo !== isDistinct), before);
  }
  const behind = words.slice(1);
  if (sign === "BETWEEN" || sign === "IN") {
    const parts = sign === "IN" ? split(unwrapped(behind), ",") : split(behind, "AND");
    const isSelf = sign === "IN" ? parts.some((part) => same(left, operandOf(part))) : parts.length === 2 && parts.every((part) => same(left, operandOf(part)));
    return { left, sign, right: operandOf(behind), denied, isTrue: isSelf && !denied };
  }
  if (likes.has(sign)) {
    const any = behind.length === 1 && behind[0]?.kind === "string" && (/LIKE/.test(sign) ? /^'?%+'?$/ : sign === "GLOB" ? /^'?\*+'?$/ : /^'?\^?\.\*\$?'?$/).test(behind[0].text);
    return { left, sign, right: operandOf(behind), denied, isTrue: !denied && (any || same(left, operandOf(behind))) };
  }
  const [plain, turns, denies] = turned.get(sign) ?? [sign, false, false];
  const right = operandOf(behind);
  const swaps = turns || (plain === "=" && right.short < left.short);
  return compared(swaps ? right : left, plain, swaps ? left : right, denied !== denies, before);
}

/** Equal values satisfy `=`, and deny `<`; that a comparison came to something holds but where its columns are empty. */
function compared(left: Operand, sign: string, right: Operand, denied: boolean, before: readonly Token[]): Leaf {
  const isOutcome = denied && right.full === "null" && before.some(({ kind, text }) => kind === "operator" && turned.has(text));
  return { left, sign, right, denied, isTrue: isOutcome || (same(left, right) && denied === (sign === "<")) };
}

function same(one: Operand, other: Operand): boolean {
  return one.short !== "" && one.short === other.short && (one.full === other.full || one.full === one.short || other.full === other.short);
}

/** Names in lower case and without their quotes, strings told from them. */
function operandOf(given: readonly Token[]): Operand {
  const tokens = unwrapped(given);
  const parts = tokens.map(({ kind, text, raw }) => kind === "word" ? raw.toLowerCase() : kind === "quoted" ? text.toLowerCase() : kind === "operator" ? text : `${kind} ${text}`);
  const isColumn = tokens.length % 2 === 1 && tokens.every(({ kind, text }, at) => at % 2 === 0 ? kind === "word" || kind === "quoted" : text === ".");
  return { full: parts.join(" "), short: isColumn ? parts[parts.length - 1] ?? "" : parts.join(" ") };
}

/** Whether something in it is named that may be a column. */
function hasName(tokens: readonly Token[]): boolean {
  return tokens.some(({ kind, text }, at) => kind === "quoted" || (kind === "word" && tokens[at + 1]?.text !== "(" && !/^(NULL|TRUE|FALSE|NOT|IS|IN|LIKE|BETWEEN|AND|OR|DISTINCT|FROM|UNKNOWN)$/.test(text)));
}

/** Without brackets around the whole. */
function unwrapped(tokens: readonly Token[]): readonly Token[] {
  let layers = 0;
  while (isSign(tokens[layers], "(") && isSign(tokens[tokens.length - 1 - layers], ")")) layers++;
  if (layers === 0) return tokens;
  // Of so many at either end, those belong together that nothing between them closes.
  let [depth, least] = [layers, layers];
  for (const token of tokens.slice(layers, tokens.length - layers)) {
    depth += isSign(token, "(") ? 1 : isSign(token, ")") ? -1 : 0;
    least = Math.min(least, depth);
  }
  return tokens.slice(least, tokens.length - least);
}

function sidesOf(tokens: readonly Token[], joint: "AND" | "OR", dialect: Dialect): readonly (readonly Token[])[] {
  return split(tokens, joint, dialect === "mysql" ? { AND: "&&", OR: "||" }[joint] : "");
}

/** The parts between what joins them; the `AND` of a `BETWEEN` joins nothing but its bounds. */
function split(tokens: readonly Token[], joint: string, other = ""): readonly (readonly Token[])[] {
  const sides: Token[][] = [[]];
  let [depth, ranges] = [0, 0];
  for (const token of tokens) {
    const { kind, text } = token;
    if (kind === "operator" || kind === "word") depth += step(text);
    if (depth === 0 && isWord(token, "BETWEEN")) ranges++;
    const joins = depth === 0 && ((text === joint && kind !== "quoted" && kind !== "string") || (kind === "operator" && text === other));
    if (joins && text === "AND" && ranges > 0) ranges--;
    else if (joins) {
      sides.push([]);
      continue;
    }
    sides[sides.length - 1]?.push(token);
  }
  return sides;
}

function step(text: string): number {
  return text === "(" || text === "[" || text === "CASE" ? 1 : text === ")" || text === "]" || text === "END" ? -1 : 0;
}

function isWord(token: Token | undefined, text: string): boolean {
  return token?.kind === "word" && token.text === text;
}
function isSign(token: Token | undefined, text: string): boolean {
  return token?.kind === "operator" && token.text === text;
}
