// The grammar of the policy language: tokens -> concrete syntax tree, by chevrotain.
// It stops at the first error; where reading goes on after one is `language/syntax/recover`'s affair, which runs the entry rules
// `head` and `item` over parts of the file. The tree's types, the EBNF and the diagrams beside this file are generated from it.

import { CstParser } from "chevrotain";
import type { CstNode, IParserErrorMessageProvider, ParserMethod, TokenType } from "chevrotain";
import * as t from "./tokens.js";

/** Builds the tree of one file, one head clause or one item; reused, as building a parser is slow and running it is not. */
export class PolicyParser extends CstParser {
  constructor(errors?: IParserErrorMessageProvider, skipValidations = true) {
    super(t.tokens, {
      nodeLocationTracking: "onlyOffset", skipValidations, recoveryEnabled: false,
      ...(errors === undefined ? {} : { errorMessageProvider: errors }),
    });
    this.performSelfAnalysis();
  }

  readonly policy = this.RULE("policy", () => {
    this.MANY1(() => this.SUBRULE(this.head));
    this.MANY2(() => this.SUBRULE(this.item));
  });

  readonly head = this.RULE("head", () => {
    this.OR([
      { ALT: () => { this.CONSUME(t.Package); this.SUBRULE1(this.dotted, { LABEL: "package" }); } },
      { ALT: () => { this.CONSUME(t.Use); this.SUBRULE2(this.dotted, { LABEL: "use" }); } },
      { ALT: () => { this.CONSUME(t.For); this.SUBRULE(this.texts); } },
    ]);
  });

  readonly item = this.RULE("item", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.tagItem) },
      { ALT: () => this.SUBRULE(this.labelItem) },
      { ALT: () => this.SUBRULE(this.constItem) },
      { ALT: () => this.SUBRULE(this.actItem) },
      { ALT: () => this.SUBRULE(this.toolItem) },
      { ALT: () => this.SUBRULE(this.runtimeItem) },
      { ALT: () => this.SUBRULE(this.ruleItem) },
      { ALT: () => this.SUBRULE(this.testItem) },
    ]);
  });

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

  // Declarations.

  readonly tagItem = this.RULE("tagItem", () => {
    this.CONSUME(t.Tag);
    this.SUBRULE(this.names);
  });

  readonly labelItem = this.RULE("labelItem", () => {
    this.CONSUME(t.Label);
    this.CONSUME(t.Name);
    this.SUBRULE(this.texts);
    this.CONSUME(t.LCurly);
    this.MANY(() => this.SUBRULE(this.labelClause));
    this.CONSUME(t.RCurly);
  });

  readonly labelClause = this.RULE("labelClause", () => {
    this.OR([
      { ALT: () => { this.CONSUME(t.Trust); this.CONSUME1(t.Name); } },
      { ALT: () => { this.CONSUME(t.Secrecy); this.CONSUME2(t.Name); } },
      { ALT: () => { this.CONSUME(t.Tag); this.SUBRULE(this.names); } },
    ]);
  });

  readonly constItem = this.RULE("constItem", () => {
    this.CONSUME(t.Const);
    this.CONSUME(t.Name);
    this.CONSUME(t.Assign);
    this.SUBRULE(this.expression);
  });

  readonly actItem = this.RULE("actItem", () => {
    this.CONSUME(t.Act);
    this.CONSUME(t.Name);
    this.CONSUME(t.LCurly);
    this.MANY(() => this.SUBRULE(this.actClause));
    this.CONSUME(t.RCurly);
  });

  readonly actClause = this.RULE("actClause", () => {
    this.OR([{ ALT: () => this.CONSUME(t.Verbs) }, { ALT: () => this.CONSUME(t.Nouns) }]);
    this.SUBRULE(this.texts);
  });

  readonly runtimeItem = this.RULE("runtimeItem", () => {
    this.CONSUME(t.Runtime);
    this.CONSUME(t.Name);
    this.CONSUME(t.LCurly);
    this.MANY(() => this.SUBRULE(this.factClause));
    this.CONSUME(t.RCurly);
  });

  readonly factClause = this.RULE("factClause", () => {
    this.CONSUME(t.Fact);
    this.SUBRULE(this.dotted);
    this.CONSUME(t.Colon);
    this.SUBRULE(this.type);
  });

  // Tools.

  readonly toolItem = this.RULE("toolItem", () => {
    this.CONSUME(t.Tool);
    this.SUBRULE(this.label);
    this.CONSUME(t.LParen);
    this.SUBRULE(this.params);
    this.CONSUME(t.RParen);
    this.CONSUME(t.LCurly);
    this.MANY(() => this.SUBRULE(this.toolClause));
    this.CONSUME(t.RCurly);
  });

  readonly params = this.RULE("params", () => {
    this.OPTION(() => this.OR([
      { ALT: () => this.CONSUME1(t.Ellipsis) },
      { ALT: () => {
        this.SUBRULE1(this.param);
        this.MANY(() => { this.CONSUME1(t.Comma); this.SUBRULE2(this.param); });
        this.OPTION1(() => { this.CONSUME2(t.Comma); this.CONSUME2(t.Ellipsis); });
      } },
    ]));
  });

  readonly param = this.RULE("param", () => {
    this.SUBRULE(this.label);
    this.OPTION(() => this.CONSUME(t.Question));
    this.CONSUME(t.Colon);
    this.SUBRULE(this.type);
  });

  readonly type: ParserMethod<[], CstNode> = this.RULE("type", () => {
    this.OR([
      { ALT: () => { this.CONSUME(t.List); this.CONSUME(t.Of); this.SUBRULE(this.type); } },
      { ALT: () => { this.CONSUME(t.LCurly); this.SUBRULE(this.params); this.CONSUME(t.RCurly); } },
      { ALT: () => this.CONSUME(t.Name), IGNORE_AMBIGUITIES: true },
    ]);
  });

  readonly toolClause = this.RULE("toolClause", () => {
    this.OR([
      { ALT: () => { this.CONSUME(t.Op); this.CONSUME(t.Name); this.OPTION1(() => this.SUBRULE1(this.condition)); } },
      { ALT: () => { this.CONSUME(t.Sink); this.SUBRULE1(this.names); this.OPTION2(() => this.SUBRULE2(this.condition)); } },
      { ALT: () => { this.CONSUME(t.Act); this.SUBRULE2(this.names); this.OPTION3(() => this.SUBRULE3(this.condition)); } },
      { ALT: () => { this.CONSUME(t.Role); this.CONSUME1(t.Name); this.CONSUME(t.Colon); this.SUBRULE(this.places); } },
      { ALT: () => { this.CONSUME1(t.Result); this.CONSUME(t.Is); this.CONSUME2(t.Name); } },
      { ALT: () => {
        this.CONSUME2(t.Result);
        this.AT_LEAST_ONE(() => this.SUBRULE(this.labelClause));
        this.OPTION4(() => this.SUBRULE4(this.condition));
      } },
    ]);
  });

  readonly condition = this.RULE("condition", () => {
    this.CONSUME(t.When);
    this.SUBRULE(this.expression);
  });

  readonly places = this.RULE("places", () => {
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.place) });
  });

  /** `a.b`, `list[]`, `list[].text`, `a.*`. */
  readonly place = this.RULE("place", () => {
    this.SUBRULE1(this.label);
    this.OPTION1(() => { this.CONSUME1(t.LSquare); this.CONSUME1(t.RSquare); });
    this.MANY(() => {
      this.CONSUME(t.Dot);
      this.OR([
        { ALT: () => this.CONSUME(t.Star) },
        { ALT: () => {
          this.SUBRULE2(this.label);
          this.OPTION2(() => { this.CONSUME2(t.LSquare); this.CONSUME2(t.RSquare); });
        } },
      ]);
    });
  });

  // Rules.

  readonly ruleItem = this.RULE("ruleItem", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Unary) },
      { ALT: () => this.CONSUME(t.Relational) },
      { ALT: () => { this.CONSUME(t.Host); this.CONSUME1(t.Name, { LABEL: "runtime" }); } },
    ]);
    this.CONSUME2(t.Name, { LABEL: "effect" });
    this.CONSUME3(t.Name, { LABEL: "name" });
    this.OPTION(() => this.CONSUME(t.Text));
    this.CONSUME(t.LCurly);
    this.MANY(() => this.SUBRULE(this.ruleClause));
    this.CONSUME(t.RCurly);
  });

  readonly ruleClause = this.RULE("ruleClause", () => {
    this.OR([
      { ALT: () => { this.CONSUME1(t.On); this.CONSUME(t.Unknown); this.CONSUME(t.Skip); }, IGNORE_AMBIGUITIES: true },
      { ALT: () => { this.CONSUME2(t.On); this.SUBRULE1(this.selector); } },
      { ALT: () => {
        this.CONSUME(t.From);
        this.CONSUME(t.Source);
        this.OPTION1(() => { this.CONSUME(t.Where); this.SUBRULE1(this.expression); });
      } },
      { ALT: () => {
        this.CONSUME(t.To);
        this.SUBRULE2(this.selector);
        this.OPTION2(() => { this.CONSUME(t.Via); this.CONSUME1(t.Name, { LABEL: "via" }); });
      } },
      { ALT: () => {
        this.CONSUME(t.Into);
        this.CONSUME(t.Args);
        this.OPTION3(() => {
          this.CONSUME(t.LSquare);
          this.CONSUME(t.Role);
          this.CONSUME(t.Colon);
          this.SUBRULE(this.names);
          this.CONSUME(t.RSquare);
        });
        this.CONSUME(t.As);
        this.CONSUME2(t.Name, { LABEL: "as" });
      } },
      { ALT: () => { this.CONSUME(t.When); this.SUBRULE2(this.expression); } },
      { ALT: () => { this.CONSUME(t.Unless); this.SUBRULE3(this.expression); } },
      { ALT: () => { this.CONSUME(t.Because); this.CONSUME(t.Text); } },
      { ALT: () => { this.CONSUME(t.Mode); this.CONSUME(t.Observe); } },
    ]);
  });

  readonly selector = this.RULE("selector", () => {
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.atom) });
    this.OPTION(() => { this.CONSUME(t.Where); this.SUBRULE(this.expression); });
  });

  /** `tool` takes all names that follow; a tool whose own name is `tool` is written as a string there. */
  readonly atom = this.RULE("atom", () => {
    this.OR([
      { ALT: () => {
        this.CONSUME(t.Tool);
        this.SUBRULE1(this.label);
        this.MANY({ GATE: () => !this.at(2, t.Tool), DEF: () => { this.CONSUME(t.Comma); this.SUBRULE2(this.label); } });
      }, IGNORE_AMBIGUITIES: true },
      { ALT: () => this.CONSUME(t.Name) },
    ]);
  });

  // Tests.

  readonly testItem = this.RULE("testItem", () => {
    this.CONSUME(t.Test);
    this.CONSUME(t.Text);
    this.CONSUME(t.LCurly);
    this.OPTION({
      GATE: () => this.at(2, t.Name),
      DEF: () => { this.CONSUME(t.Runtime); this.CONSUME(t.Name); },
    });
    this.MANY(() => this.SUBRULE(this.step));
    this.CONSUME(t.RCurly);
  });

  readonly step = this.RULE("step", () => {
    this.OR([
      { ALT: () => {
        this.OR1([{ ALT: () => this.CONSUME(t.User) }, { ALT: () => this.CONSUME(t.System) }, { ALT: () => this.CONSUME(t.Assistant) }]);
        this.CONSUME(t.Text);
      } },
      { ALT: () => { this.CONSUME(t.Host); this.CONSUME(t.LCurly); this.SUBRULE(this.facts); this.CONSUME(t.RCurly); } },
      { ALT: () => this.SUBRULE(this.expectation) },
      { ALT: () => this.SUBRULE(this.call) },
    ]);
  });

  readonly facts = this.RULE("facts", () => {
    this.MANY_SEP({ SEP: t.Comma, DEF: () => { this.SUBRULE(this.dotted); this.CONSUME(t.Colon); this.SUBRULE(this.json); } });
  });

  readonly expectation = this.RULE("expectation", () => {
    this.CONSUME(t.Expect);
    this.CONSUME1(t.Name, { LABEL: "effect" });
    this.OPTION1({ GATE: () => this.stepName(), DEF: () => this.CONSUME2(t.Name, { LABEL: "step" }) });
    this.OPTION2({ GATE: () => this.at(2, t.Name), DEF: () => {
      this.CONSUME(t.By);
      this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.dotted) });
    } });
  });

  readonly call = this.RULE("call", () => {
    this.OPTION1(() => { this.CONSUME1(t.Name, { LABEL: "step" }); this.CONSUME(t.Assign); });
    this.SUBRULE(this.label);
    this.CONSUME(t.LParen);
    this.SUBRULE(this.entries);
    this.CONSUME(t.RParen);
    this.OPTION2(() => this.SUBRULE(this.outcome));
  });

  readonly outcome = this.RULE("outcome", () => {
    this.OR([
      { ALT: () => { this.CONSUME(t.Arrow); this.OPTION(() => this.CONSUME1(t.Failed)); this.SUBRULE1(this.json); } },
      { ALT: () => { this.CONSUME2(t.Failed); this.SUBRULE2(this.json); } },
    ]);
  });

  readonly entries = this.RULE("entries", () => {
    this.MANY_SEP({ SEP: t.Comma, DEF: () => { this.SUBRULE(this.label); this.CONSUME(t.Colon); this.SUBRULE(this.json); } });
  });

  readonly json: ParserMethod<[], CstNode> = this.RULE("json", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Text) },
      { ALT: () => this.CONSUME(t.Numeral) },
      { ALT: () => this.CONSUME(t.True) },
      { ALT: () => this.CONSUME(t.False) },
      { ALT: () => this.CONSUME(t.Null) },
      { ALT: () => {
        this.CONSUME(t.LSquare);
        this.MANY_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.json) });
        this.CONSUME(t.RSquare);
      } },
      { ALT: () => { this.CONSUME(t.LCurly); this.SUBRULE(this.entries); this.CONSUME(t.RCurly); } },
    ]);
  });

  // Expressions, loosest first.

  readonly expression: ParserMethod<[], CstNode> = this.RULE("expression", () => {
    this.AT_LEAST_ONE_SEP({ SEP: t.Or, DEF: () => this.SUBRULE(this.conjunction) });
  });

  readonly conjunction = this.RULE("conjunction", () => {
    this.AT_LEAST_ONE_SEP({ SEP: t.And, DEF: () => this.SUBRULE(this.negation) });
  });

  readonly negation: ParserMethod<[], CstNode> = this.RULE("negation", () => {
    this.OR([
      { ALT: () => { this.CONSUME(t.Not); this.SUBRULE(this.negation); } },
      { ALT: () => this.SUBRULE(this.comparison) },
    ]);
  });

  readonly comparison = this.RULE("comparison", () => {
    this.SUBRULE1(this.operand);
    this.OPTION1(() => {
      this.SUBRULE(this.operator);
      this.SUBRULE2(this.operand);
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

  readonly operand = this.RULE("operand", () => {
    this.AT_LEAST_ONE_SEP({ SEP: t.Else, DEF: () => this.SUBRULE(this.access) });
  });

  readonly access = this.RULE("access", () => {
    this.SUBRULE(this.primary);
    this.MANY(() => { this.CONSUME(t.Dot); this.SUBRULE(this.label); });
  });

  readonly primary = this.RULE("primary", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Text) },
      { ALT: () => this.CONSUME(t.Numeral) },
      { ALT: () => this.CONSUME(t.True) },
      { ALT: () => this.CONSUME(t.False) },
      { ALT: () => { this.CONSUME1(t.LParen); this.SUBRULE1(this.expression); this.CONSUME1(t.RParen); } },
      { ALT: () => this.SUBRULE(this.set) },
      { ALT: () => this.SUBRULE(this.quantifier) },
      { ALT: () => { this.CONSUME(t.Count); this.CONSUME2(t.LParen); this.SUBRULE(this.selector); this.CONSUME2(t.RParen); }, IGNORE_AMBIGUITIES: true },
      { ALT: () => { this.CONSUME(t.Word); this.OPTION({ GATE: () => !this.listed(), DEF: () => this.SUBRULE(this.arguments) }); } },
    ]);
  });

  readonly set = this.RULE("set", () => {
    this.CONSUME(t.LCurly);
    this.MANY_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.expression) });
    this.CONSUME(t.RCurly);
  });

  readonly arguments = this.RULE("arguments", () => {
    this.CONSUME(t.LParen);
    this.MANY_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.expression) });
    this.CONSUME(t.RParen);
  });

  /** `some x in LIST (c)`. */
  readonly quantifier = this.RULE("quantifier", () => {
    this.OR([{ ALT: () => this.CONSUME(t.Some) }, { ALT: () => this.CONSUME(t.Every) }]);
    this.CONSUME(t.Name);
    this.CONSUME(t.In);
    this.SUBRULE(this.access);
    this.CONSUME(t.LParen);
    this.SUBRULE(this.expression);
    this.CONSUME(t.RParen);
  });

  // What looks further ahead than a rule can say.

  private at(ahead: number, type: TokenType): boolean {
    const found = this.LA(ahead).tokenType;
    return found === type || (found.CATEGORIES ?? []).includes(type);
  }

  /** Whether the name behind `expect EFFECT` is a step's, not the beginning of the next step. */
  private stepName(): boolean {
    if (this.at(1, t.Expect) || (this.at(1, t.By) && this.at(2, t.Name))) return false;
    return !this.at(2, t.Assign) && !this.at(2, t.LParen) && !this.at(2, t.Text) && !(this.at(1, t.Host) && this.at(2, t.LCurly));
  }

  /** Whether the word just read is the list of a quantifier and the parenthesis that follows its condition, not a call's. */
  private listed(): boolean {
    if (!this.at(-1, t.In) || !this.at(-2, t.Name) || !(this.at(-3, t.Some) || this.at(-3, t.Every))) return false;
    let depth = 0;
    for (let ahead = 1; ; ahead++) {
      const type = this.LA(ahead).tokenType;
      if (type === t.LParen) depth++;
      else if (type === t.RParen) depth--;
      else if (type.name === "EOF") return false;
      if (depth === 0) return !this.at(ahead + 1, t.LParen) && !this.at(ahead + 1, t.Dot);
    }
  }
}
