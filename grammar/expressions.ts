// The grammar's expressions, selectors and lists of names: tokens -> concrete syntax tree, by chevrotain.
// The class that `parser.ts` builds the whole grammar on, as every construct has expressions in it; it is no parser by itself.

import { CstParser } from "#chevrotain";
import type { CstNode, ParserMethod, TokenType } from "chevrotain";
import * as t from "./tokens.js";

/** What goes on with the condition whose part ends before it. */
const goesOn: ReadonlySet<TokenType> = new Set([
  t.LParen, t.LSquare, t.Dot, t.Equal, t.Unequal, t.Less, t.AtMost, t.Greater, t.AtLeast, t.In, t.Not, t.Has, t.Excludes, t.Contains, t.Starts, t.Ends, t.Matches,
  t.Ignoring, t.Else, t.And, t.Or, t.Plus, t.Minus, t.Star, t.Slash,
]);

/** The rules of expressions, and what looks further ahead than a rule can say. */
export abstract class ExpressionParser extends CstParser {
  // Names and lists of them.

  readonly dotted = this.RULE("dotted", () => {
    this.CONSUME1(t.Name);
    this.MANY(() => { this.CONSUME(t.Dot); this.CONSUME2(t.Name); });
  });

  readonly names = this.RULE("names", () => {
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.CONSUME(t.Name) });
  });

  readonly texts = this.RULE("texts", () => {
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.CONSUME(t.Text) });
  });

  /** A name, or a string where it is none. */
  readonly label = this.RULE("label", () => {
    this.OR([{ ALT: () => this.CONSUME(t.Name) }, { ALT: () => this.CONSUME(t.Text) }]);
  });

  // Selectors.

  readonly selector = this.RULE("selector", () => {
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.atom) });
    this.OPTION(() => { this.CONSUME(t.Where); this.SUBRULE(this.expression); });
  });

  /** `tool` takes all names that follow; a tool whose own name is `tool` is written as a string there. */
  readonly atom = this.RULE("atom", () => {
    this.OR({ MAX_LOOKAHEAD: 3, DEF: [
      { ALT: () => {
        this.CONSUME(t.Tool);
        this.SUBRULE1(this.label);
        this.MANY({ GATE: () => !this.at(2, t.Tool), DEF: () => { this.CONSUME(t.Comma); this.SUBRULE2(this.label); } });
      }, IGNORE_AMBIGUITIES: true },
      { ALT: () => this.CONSUME(t.Name) },
    ] });
  });

  // Expressions, loosest first.

  // `chooses`: whether it is the condition of an `each`, outside of all brackets, behind which its value stands in parentheses.

  readonly expression: ParserMethod<[boolean?], CstNode> = this.RULE("expression", (chooses = false) => {
    this.AT_LEAST_ONE_SEP({ SEP: t.Or, DEF: () => this.SUBRULE(this.conjunction, { ARGS: [chooses] }) });
  });

  readonly conjunction: ParserMethod<[boolean?], CstNode> = this.RULE("conjunction", (chooses = false) => {
    this.AT_LEAST_ONE_SEP({ SEP: t.And, DEF: () => this.SUBRULE(this.negation, { ARGS: [chooses] }) });
  });

  readonly negation: ParserMethod<[boolean?], CstNode> = this.RULE("negation", (chooses = false) => {
    this.OR([
      { ALT: () => { this.CONSUME(t.Not); this.SUBRULE(this.negation, { ARGS: [chooses] }); } },
      { ALT: () => this.SUBRULE(this.comparison, { ARGS: [chooses] }) },
    ]);
  });

  readonly comparison: ParserMethod<[boolean?], CstNode> = this.RULE("comparison", (chooses = false) => {
    this.SUBRULE1(this.sum, { ARGS: [chooses] });
    this.OPTION1(() => {
      this.SUBRULE(this.operator);
      this.SUBRULE2(this.sum, { ARGS: [chooses] });
      this.OPTION2(() => { this.CONSUME(t.Ignoring); this.CONSUME(t.Case); });
    });
  });

  readonly operator = this.RULE("operator", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Equal) },
      { ALT: () => this.CONSUME(t.Unequal) },
      { ALT: () => this.CONSUME(t.Less) },
      { ALT: () => this.CONSUME(t.AtMost) },
      { ALT: () => this.CONSUME(t.Greater) },
      { ALT: () => this.CONSUME(t.AtLeast) },
      { ALT: () => this.CONSUME1(t.In) },
      { ALT: () => { this.CONSUME(t.Not); this.CONSUME2(t.In); } },
      { ALT: () => this.CONSUME(t.Has) },
      { ALT: () => this.CONSUME(t.Excludes) },
      { ALT: () => this.CONSUME(t.Contains) },
      { ALT: () => { this.CONSUME(t.Starts); this.CONSUME1(t.With); } },
      { ALT: () => { this.CONSUME(t.Ends); this.CONSUME2(t.With); } },
      { ALT: () => { this.CONSUME(t.Matches); this.CONSUME(t.Name); } },
    ]);
  });

  /** One rule for speed: `else` holds its sides tightest, then `*` and `/`, then `+` and `-`; the tree's builder sorts them. */
  readonly sum: ParserMethod<[boolean?], CstNode> = this.RULE("sum", (chooses = false) => {
    this.SUBRULE1(this.access, { ARGS: [chooses] });
    this.MANY(() => {
      this.OR([
        { ALT: () => this.CONSUME(t.Else) },
        { ALT: () => this.CONSUME(t.Star) },
        { ALT: () => this.CONSUME(t.Slash) },
        { ALT: () => this.CONSUME(t.Plus) },
        { ALT: () => this.CONSUME(t.Minus) },
      ]);
      this.SUBRULE2(this.access, { ARGS: [chooses] });
    });
  });

  readonly access: ParserMethod<[boolean?], CstNode> = this.RULE("access", (chooses = false) => {
    this.SUBRULE(this.primary, { ARGS: [chooses] });
    this.MANY(() => this.OR([
      { ALT: () => { this.CONSUME(t.Dot); this.SUBRULE(this.label); } },
      { ALT: () => { this.CONSUME(t.LSquare); this.SUBRULE(this.expression); this.CONSUME(t.RSquare); } },
    ]));
  });

  readonly primary: ParserMethod<[boolean?], CstNode> = this.RULE("primary", (chooses = false) => {
    this.OR({ MAX_LOOKAHEAD: 3, DEF: [
      { ALT: () => this.CONSUME(t.Text) },
      { ALT: () => this.CONSUME(t.Numeral) },
      { ALT: () => this.CONSUME(t.True) },
      { ALT: () => this.CONSUME(t.False) },
      { ALT: () => { this.CONSUME1(t.LParen); this.SUBRULE1(this.expression); this.CONSUME1(t.RParen); } },
      { ALT: () => this.SUBRULE(this.set) },
      { ALT: () => this.SUBRULE(this.quantifier) },
      { ALT: () => this.SUBRULE(this.each) },
      { GATE: () => !this.listed(1) && !this.chosen(2, chooses), ALT: () => this.SUBRULE(this.history), IGNORE_AMBIGUITIES: true },
      { ALT: () => { this.CONSUME(t.Word); this.OPTION({ GATE: () => !this.listed(0) && !this.chosen(1, chooses), DEF: () => this.SUBRULE(this.arguments) }); } },
    ] });
  });

  /** A set, or a map where a `:` follows its first word. */
  readonly set = this.RULE("set", () => {
    this.CONSUME(t.LCurly);
    this.OPTION1(() => this.OR([
      { ALT: () => {
        this.SUBRULE1(this.pair);
        this.MANY1(() => { this.CONSUME1(t.Comma); this.SUBRULE2(this.pair); });
        this.OPTION2(() => this.CONSUME2(t.Comma));
      } },
      { ALT: () => {
        this.SUBRULE1(this.expression);
        this.MANY2(() => { this.CONSUME3(t.Comma); this.SUBRULE2(this.expression); });
        this.OPTION3(() => this.CONSUME4(t.Comma));
      } },
    ]));
    this.CONSUME(t.RCurly);
  });

  readonly pair = this.RULE("pair", () => {
    this.SUBRULE(this.label);
    this.CONSUME(t.Colon);
    this.SUBRULE(this.expression);
  });

  readonly arguments = this.RULE("arguments", () => {
    this.CONSUME(t.LParen);
    this.OPTION1(() => {
      this.SUBRULE1(this.expression);
      this.MANY(() => { this.CONSUME1(t.Comma); this.SUBRULE2(this.expression); });
      this.OPTION2(() => this.CONSUME2(t.Comma));
    });
    this.CONSUME(t.RParen);
  });

  /** `count(S ...)`, `after(S ...)`, `before(S ...)`; `sum(E of S ...)`, `distinct(E of S ...)`, `latest(E of S ...)`, `all(E of S ...)`. */
  readonly history = this.RULE("history", () => {
    this.OR([
      { ALT: () => {
        this.OR1([{ ALT: () => this.CONSUME(t.Count) }, { ALT: () => this.CONSUME(t.After) }, { ALT: () => this.CONSUME(t.Before) }]);
        this.CONSUME1(t.LParen);
      } },
      { ALT: () => {
        this.OR2([{ ALT: () => this.CONSUME(t.Sum) }, { ALT: () => this.CONSUME(t.Distinct) }, { ALT: () => this.CONSUME(t.Latest) }, { ALT: () => this.CONSUME(t.All) }]);
        this.CONSUME2(t.LParen);
        this.SUBRULE(this.expression);
        this.CONSUME(t.Of);
      } },
    ]);
    this.SUBRULE(this.selector);
    this.MANY(() => this.SUBRULE(this.historyClause));
    this.CONSUME(t.RParen);
  });

  readonly historyClause = this.RULE("historyClause", () => {
    this.OR({ MAX_LOOKAHEAD: 3, DEF: [
      { ALT: () => { this.CONSUME1(t.Within); this.CONSUME1(t.Numeral); this.CONSUME1(t.Name, { LABEL: "unit" }); }, IGNORE_AMBIGUITIES: true },
      { ALT: () => this.SUBRULE(this.period), IGNORE_AMBIGUITIES: true },
      { ALT: () => {
        this.CONSUME(t.Since);
        this.SUBRULE(this.selector);
        this.OPTION({ GATE: () => !this.historyWord(), DEF: () => this.CONSUME2(t.Name, { LABEL: "status" }) });
      }, IGNORE_AMBIGUITIES: true },
      { ALT: () => { this.CONSUME(t.Keep); this.CONSUME2(t.Numeral); }, IGNORE_AMBIGUITIES: true },
      { ALT: () => { this.CONSUME(t.Including); this.CONSUME(t.Sink); }, IGNORE_AMBIGUITIES: true },
      { ALT: () => this.CONSUME3(t.Name, { LABEL: "status" }) },
    ] });
  });

  /** `within today in "Europe/Berlin"`, `within this week in "UTC"`. */
  readonly period = this.RULE("period", () => {
    this.CONSUME(t.Within);
    this.CONSUME1(t.Name);
    this.OPTION1({ GATE: () => !this.historyWord() && this.at(0, t.Name) && this.LA(0).image === "this", DEF: () => this.CONSUME2(t.Name) });
    this.OPTION2(() => { this.CONSUME(t.In); this.CONSUME(t.Text); });
  });

  /** `some x in LIST (c)`, `some k, v in MAP (c)`, `some i, x in LIST (c)`. */
  readonly quantifier = this.RULE("quantifier", () => {
    this.OR([{ ALT: () => this.CONSUME(t.Some) }, { ALT: () => this.CONSUME(t.Every) }]);
    this.CONSUME1(t.Name);
    this.OPTION(() => { this.CONSUME(t.Comma); this.CONSUME2(t.Name); });
    this.CONSUME(t.In);
    this.SUBRULE(this.access);
    this.CONSUME(t.LParen);
    this.SUBRULE(this.expression);
    this.CONSUME(t.RParen);
  });

  /** `each x in LIST (VALUE)`, `each x in LIST where CONDITION (VALUE)`; of a map `each k, v in MAP`. */
  readonly each = this.RULE("each", () => {
    this.CONSUME(t.Each);
    this.CONSUME1(t.Name);
    this.OPTION1(() => { this.CONSUME(t.Comma); this.CONSUME2(t.Name); });
    this.CONSUME(t.In);
    this.SUBRULE(this.access);
    this.OPTION2(() => { this.CONSUME(t.Where); this.SUBRULE1(this.expression, { ARGS: [true], LABEL: "where" }); });
    this.CONSUME(t.LParen);
    this.SUBRULE2(this.expression, { LABEL: "value" });
    this.CONSUME(t.RParen);
  });

  // What looks further ahead than a rule can say.

  protected at(ahead: number, type: TokenType): boolean {
    const found = this.LA(ahead).tokenType;
    return found === type || (found.CATEGORIES ?? []).includes(type);
  }

  private historyWord(): boolean {
    return this.at(1, t.Within) || this.at(1, t.Since) || this.at(1, t.Keep) || this.at(1, t.Including);
  }

  /** Whether the word `ahead` is the list of a quantifier and the parenthesis behind it its condition's, not a call's. */
  private listed(ahead: 0 | 1): boolean {
    if (!this.at(ahead - 1, t.In) || !this.at(ahead - 2, t.Name) || !this.at(ahead + 1, t.LParen)) return false;
    const start = this.quantifies(ahead - 3) ? ahead - 3 : this.at(ahead - 3, t.Comma) && this.quantifies(ahead - 5) ? ahead - 5 : null;
    if (start === null) return false;
    const end = this.closing(ahead + 1);
    return !this.at(end + 1, t.LParen) && !this.at(end + 1, t.Dot) && !this.at(end + 1, t.LSquare)
      // Behind a call that an `each` goes through stands its `where`; behind a whole `each` that of the one around it.
      && (!this.at(end + 1, t.Where) || this.at(start - 1, t.In));
  }

  private quantifies(at: number): boolean {
    return this.at(at, t.Some) || this.at(at, t.Every) || this.at(at, t.Each);
  }

  /** Whether the parenthesis that opens at a place behind a word is that of the value that an `each` chooses, not a call's: nothing goes on behind it. */
  private chosen(open: number, chooses: boolean): boolean {
    if (!chooses || !this.at(open, t.LParen)) return false;
    const { tokenType } = this.LA(this.closing(open) + 1);
    return !goesOn.has(tokenType);
  }

  /** Where the parenthesis that opens at a place is closed; the end of the text where it never is. */
  protected closing(open: number): number {
    let depth = 0;
    for (let ahead = open; ; ahead++) {
      const type = this.LA(ahead).tokenType;
      if (type === t.LParen) depth++;
      else if (type === t.RParen) depth--;
      if (depth === 0 || type.name === "EOF") return ahead;
    }
  }
}
