// The words of the policy language: text -> tokens, by chevrotain's lexer.
// Every keyword is also a `Name`, so that tools, arguments, facts and rules may bear it; `Word` is a name that may open an
// expression, which the words of expressions themselves may not. What is no token of the language becomes `Bad`, so that the
// parser meets it in its place. Knows nothing of rules.

import { createToken, Lexer } from "#chevrotain";
import type { IToken, TokenType } from "chevrotain";

/** Any name, keywords included. */
export const Name = createToken({ name: "Name", pattern: Lexer.NA });
/** A name that may open an expression. */
export const Word = createToken({ name: "Word", pattern: Lexer.NA });
/** A string, also one that is not closed on its line. */
export const Text = createToken({ name: "Text", pattern: Lexer.NA });

export const Identifier = createToken({ name: "Identifier", pattern: /[A-Za-z_][A-Za-z0-9_-]*/, categories: [Name, Word] });

function keyword(word: string, opensExpression = true): TokenType {
  return createToken({
    name: `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
    label: word,
    pattern: new RegExp(word),
    longer_alt: Identifier,
    categories: opensExpression ? [Name, Word] : [Name],
  });
}

export const Package = keyword("package");
export const Use = keyword("use");
export const For = keyword("for");
export const Tag = keyword("tag");
export const Label = keyword("label");
export const Const = keyword("const");
export const Act = keyword("act");
export const Tool = keyword("tool");
export const Runtime = keyword("runtime");
export const Unary = keyword("unary");
export const Relational = keyword("relational");
export const Host = keyword("host");
export const Test = keyword("test");
export const Verbs = keyword("verbs");
export const Nouns = keyword("nouns");
export const Op = keyword("op");
export const Sink = keyword("sink");
export const Role = keyword("role");
export const Result = keyword("result");
export const Is = keyword("is");
export const Fact = keyword("fact");
export const List = keyword("list");
export const Of = keyword("of");
export const On = keyword("on");
export const Unknown = keyword("unknown");
export const Skip = keyword("skip");
export const Mode = keyword("mode");
export const Observe = keyword("observe");
export const From = keyword("from");
export const Source = keyword("source");
export const Where = keyword("where");
export const To = keyword("to");
export const Via = keyword("via");
export const Into = keyword("into");
export const Args = keyword("args");
export const As = keyword("as");
export const When = keyword("when", false);
export const Unless = keyword("unless", false);
export const Because = keyword("because", false);
export const User = keyword("user");
export const System = keyword("system");
export const Assistant = keyword("assistant");
export const Expect = keyword("expect");
export const By = keyword("by");
export const Failed = keyword("error");
export const Null = keyword("null");
export const True = keyword("true", false);
export const False = keyword("false", false);
export const Or = keyword("or", false);
export const And = keyword("and", false);
export const Not = keyword("not", false);
export const Else = keyword("else", false);
export const In = keyword("in", false);
export const Has = keyword("has");
export const Excludes = keyword("excludes");
export const Contains = keyword("contains");
export const Starts = keyword("starts");
export const Ends = keyword("ends");
export const With = keyword("with");
export const Matches = keyword("matches");
export const Ignoring = keyword("ignoring");
export const Case = keyword("case");
export const Some = keyword("some", false);
export const Every = keyword("every", false);
export const Each = keyword("each", false);
export const Count = keyword("count");
export const Sum = keyword("sum");
export const Distinct = keyword("distinct");
export const Latest = keyword("latest");
export const All = keyword("all");
export const After = keyword("after");
export const Before = keyword("before");
export const Within = keyword("within");
export const Since = keyword("since");
export const Keep = keyword("keep");
export const Including = keyword("including");
export const Dimension = keyword("dimension");
export const Data = keyword("data");
export const Define = keyword("define");
export const MapOf = keyword("map");
export const Severity = keyword("severity");
export const Tags = keyword("tags");
export const Put = keyword("set");
export const Remove = keyword("remove");
export const Mask = keyword("mask");
export const At = keyword("at");
export const Principal = keyword("principal");
export const Approve = keyword("approve");
export const Denied = keyword("denied");
export const Compensate = keyword("compensate");
export const Irreversible = keyword("irreversible");
export const Records = keyword("records");
export const Author = keyword("author");
export const Title = keyword("title");
export const Writes = keyword("writes");
export const Program = keyword("executable");
export const Choice = keyword("option");
export const Flag = keyword("flag");
export const Like = keyword("like");

const keywords: readonly TokenType[] = [
  Package, Use, For, Tag, Label, Const, Act, Tool, Runtime, Unary, Relational, Host, Test, Verbs, Nouns, Op, Sink,
  Role, Result, Is, Fact, List, Of, On, Unknown, Skip, Mode, Observe, From, Source, Where, To, Via, Into, Args, As, When, Unless,
  Because, User, System, Assistant, Expect, By, Failed, Null, True, False, Or, And, Not, Else, In, Has, Excludes, Contains, Starts,
  Ends, With, Matches, Ignoring, Case, Some, Every, Each, Count, Sum, Distinct, Latest, All, After, Before, Within, Since, Keep, Including,
  Dimension, Data, Define, MapOf, Severity, Tags, Put, Remove, Mask, At, Principal, Approve, Denied, Compensate, Irreversible, Records, Author, Title, Writes, Program, Choice, Flag, Like,
];
/** Longest first, so that `user` is not read as `use`. */
const longestFirst = [...keywords].sort((a, b) => (b.LABEL ?? "").length - (a.LABEL ?? "").length);

export const Closed = createToken({ name: "ClosedString", pattern: /"[^"\\\n\r]*(?:\\[^\n\r][^"\\\n\r]*)*"/, categories: Text });
/** A string that its line ends before it does. */
export const Unclosed = createToken({ name: "UnclosedString", pattern: /"[^"\\\n\r]*(?:\\[^\n\r][^"\\\n\r]*)*\\?/, categories: Text });
export const Numeral = createToken({ name: "Numeral", pattern: /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/ });

function mark(name: string, label: string): TokenType {
  return createToken({ name, label, pattern: label });
}
export const Ellipsis = mark("Ellipsis", "...");
export const Arrow = mark("Arrow", "->");
export const Equal = mark("Equal", "==");
export const Unequal = mark("Unequal", "!=");
export const AtMost = mark("AtMost", "<=");
export const AtLeast = mark("AtLeast", ">=");
export const Less = mark("Less", "<");
export const Greater = mark("Greater", ">");
export const Assign = mark("Assign", "=");
export const LCurly = mark("LCurly", "{");
export const RCurly = mark("RCurly", "}");
export const LParen = mark("LParen", "(");
export const RParen = mark("RParen", ")");
export const LSquare = mark("LSquare", "[");
export const RSquare = mark("RSquare", "]");
export const Comma = mark("Comma", ",");
export const Colon = mark("Colon", ":");
export const Dot = mark("Dot", ".");
export const Question = mark("Question", "?");
export const Star = mark("Star", "*");
export const Plus = mark("Plus", "+");
/** Blanks stand around it: `a-b` is a name and `-1` a number, so that `a -1` is an error, and its help says so. */
export const Minus = mark("Minus", "-");
export const Slash = mark("Slash", "/");
export const Bar = createToken({ name: "Bar", label: "|", pattern: /\|(?!\|)/ });

const Space = createToken({ name: "Space", pattern: /[ \t\r\n\uFEFF]+/, group: Lexer.SKIPPED });
const Comment = createToken({ name: "Comment", pattern: /\/\/[^\n\r]*/, group: "comments" });
/** What no token of the language begins with. */
// oxlint-disable-next-line no-control-regex -- control characters are what it is to catch
export const Bad = createToken({ name: "Bad", pattern: /&&|\|\||[\u0080-\uFEFE\uFF00-\uFFFF]+|[\x00-\x08\x0B\x0C\x0E-\x1F!#$%&';@\\^`~\x7F]/ });

/** All tokens, in the order in which they are tried. */
export const tokens: TokenType[] = [
  Space, Comment, Name, Word, Text, ...longestFirst, Identifier, Closed, Unclosed, Numeral, Ellipsis, Arrow, Equal, Unequal, AtMost, AtLeast,
  Less, Greater, Assign, LCurly, RCurly, LParen, RParen, LSquare, RSquare, Comma, Colon, Dot, Question, Star, Plus, Minus,
  Slash, Bar, Bad,
];

/** Made when a text is first read: whoever reads none need not wait for it. */
const made: { lexer?: Lexer } = {};

/** Makes a lexer; whether the tokens are fit for one is a test's affair, as it takes half of the time. */
export function lexerOf(skipValidations = true): Lexer {
  // Offsets alone: lines and columns are computed for messages.
  return new Lexer(tokens, { positionTracking: "onlyOffset", ensureOptimizations: true, skipValidations });
}

/** The tokens of a text, and its comments apart. */
export function lex(text: string): { readonly tokens: IToken[]; readonly comments: readonly IToken[] } {
  const lexer = (made.lexer ??= lexerOf());
  const { tokens: found, groups } = lexer.tokenize(text);
  // Where only offsets are kept the lexer leaves the ends out, and the parser places its nodes by them.
  for (const token of found) token.endOffset = token.startOffset + token.image.length - 1;
  return { tokens: found, comments: groups["comments"] ?? [] };
}
