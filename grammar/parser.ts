// The grammar of the policy language: tokens -> concrete syntax tree, by chevrotain.
// It stops at the first error; where reading goes on after one is `language/syntax/recover`'s affair, which runs the entry rules
// `head` and `item` over parts of the file. The tree's types, the EBNF and the diagrams beside this file are generated from it.

import type { CstNode, IParserErrorMessageProvider, ParserMethod } from "chevrotain";
import { ProgramParser } from "./programs.js";
import * as t from "./tokens.js";

/** Builds the tree of one file, one head clause or one item; reused, as building a parser is slow and running it is not. */
export class PolicyParser extends ProgramParser {
  constructor(errors?: IParserErrorMessageProvider, skipValidations = true) {
    // Two tokens tell alternatives apart, but where one says that it needs three; each more makes the text of an error ten times dearer.
    super(t.tokens, {
      nodeLocationTracking: "onlyOffset", skipValidations, recoveryEnabled: false, maxLookahead: 2,
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
      { ALT: () => this.SUBRULE(this.dimensionItem) },
      { ALT: () => this.SUBRULE(this.labelItem) },
      { ALT: () => this.SUBRULE(this.constItem) },
      { ALT: () => this.SUBRULE(this.dataItem) },
      { ALT: () => this.SUBRULE(this.defineItem) },
      { ALT: () => this.SUBRULE(this.actItem) },
      { ALT: () => this.SUBRULE(this.executableItem) },
      { ALT: () => this.SUBRULE(this.toolItem) },
      { ALT: () => this.SUBRULE(this.runtimeItem) },
      { ALT: () => this.SUBRULE(this.ruleItem) },
      { ALT: () => this.SUBRULE(this.testItem) },
    ]);
  });

  // Declarations.

  readonly tagItem = this.RULE("tagItem", () => {
    this.CONSUME(t.Tag);
    this.SUBRULE(this.names);
  });

  /** `dimension integrity { checked < raw < foreign, checked < odd }`. */
  readonly dimensionItem = this.RULE("dimensionItem", () => {
    this.CONSUME(t.Dimension);
    this.CONSUME(t.Name);
    this.CONSUME(t.LCurly);
    this.OPTION1(() => {
      this.SUBRULE1(this.levels);
      this.MANY(() => { this.CONSUME1(t.Comma); this.SUBRULE2(this.levels); });
      this.OPTION2(() => this.CONSUME2(t.Comma));
    });
    this.CONSUME(t.RCurly);
  });

  readonly levels = this.RULE("levels", () => {
    this.AT_LEAST_ONE_SEP({ SEP: t.Less, DEF: () => this.CONSUME(t.Name) });
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
    this.OR({ MAX_LOOKAHEAD: 3, DEF: [
      { ALT: () => { this.CONSUME(t.Tag); this.SUBRULE(this.names); }, IGNORE_AMBIGUITIES: true },
      { ALT: () => { this.CONSUME(t.Word, { LABEL: "dimension" }); this.CONSUME(t.Name, { LABEL: "level" }); } },
    ] });
  });

  readonly constItem = this.RULE("constItem", () => {
    this.CONSUME(t.Const);
    this.CONSUME(t.Name);
    this.CONSUME(t.Assign);
    this.SUBRULE(this.expression);
  });

  readonly dataItem = this.RULE("dataItem", () => {
    this.CONSUME(t.Data);
    this.CONSUME(t.Name);
    this.CONSUME(t.Colon);
    this.SUBRULE(this.type);
  });

  readonly defineItem = this.RULE("defineItem", () => {
    this.CONSUME(t.Define);
    this.CONSUME(t.Name);
    this.OPTION1(() => {
      this.CONSUME(t.LParen);
      this.OPTION2(() => {
        this.SUBRULE1(this.variable);
        this.MANY(() => { this.CONSUME1(t.Comma); this.SUBRULE2(this.variable); });
        this.OPTION3(() => this.CONSUME2(t.Comma));
      });
      this.CONSUME(t.RParen);
    });
    this.CONSUME(t.Assign);
    this.SUBRULE(this.expression);
  });

  /** A parameter of a definition; its type may be left out. */
  readonly variable = this.RULE("variable", () => {
    this.CONSUME(t.Name);
    this.OPTION(() => { this.CONSUME(t.Colon); this.SUBRULE(this.type); });
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
    this.OPTION1(() => this.OR([
      { ALT: () => { this.CONSUME1(t.Ellipsis); this.OPTION2(() => this.CONSUME1(t.Comma)); } },
      { ALT: () => {
        this.SUBRULE1(this.param);
        this.MANY(() => { this.CONSUME2(t.Comma); this.SUBRULE2(this.param); });
        this.OPTION3(() => {
          this.CONSUME3(t.Comma);
          this.OPTION4(() => { this.CONSUME2(t.Ellipsis); this.OPTION5(() => this.CONSUME4(t.Comma)); });
        });
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
    this.AT_LEAST_ONE_SEP({ SEP: t.Bar, DEF: () => this.SUBRULE(this.member) });
  });

  /** One member of a union; `list of` and `map of` hold it tighter than `|` does. */
  readonly member: ParserMethod<[], CstNode> = this.RULE("member", () => {
    this.OR({ MAX_LOOKAHEAD: 3, DEF: [
      { ALT: () => { this.CONSUME(t.List); this.CONSUME1(t.Of); this.SUBRULE1(this.member); } },
      { ALT: () => { this.CONSUME(t.MapOf); this.CONSUME2(t.Of); this.SUBRULE2(this.member); } },
      { ALT: () => { this.CONSUME(t.LCurly); this.SUBRULE(this.params); this.CONSUME(t.RCurly); } },
      { ALT: () => { this.CONSUME(t.LParen); this.SUBRULE(this.type); this.CONSUME(t.RParen); } },
      { ALT: () => this.CONSUME(t.Name), IGNORE_AMBIGUITIES: true },
    ] });
  });

  readonly toolClause = this.RULE("toolClause", () => {
    this.OR({ MAX_LOOKAHEAD: 3, DEF: [
      { ALT: () => { this.CONSUME(t.Op); this.CONSUME(t.Name); this.OPTION1(() => this.SUBRULE1(this.condition)); } },
      { ALT: () => { this.CONSUME(t.Sink); this.SUBRULE1(this.names); this.OPTION2(() => this.SUBRULE2(this.condition)); } },
      { ALT: () => { this.CONSUME(t.Act); this.SUBRULE2(this.names); this.OPTION3(() => this.SUBRULE3(this.condition)); } },
      { ALT: () => { this.CONSUME(t.Role); this.CONSUME1(t.Name); this.CONSUME(t.Colon); this.SUBRULE(this.places); } },
      { ALT: () => { this.CONSUME1(t.Result); this.CONSUME(t.Is); this.CONSUME2(t.Name); }, IGNORE_AMBIGUITIES: true },
      { ALT: () => {
        this.CONSUME2(t.Result);
        this.AT_LEAST_ONE({ GATE: () => !this.bindingWord(), DEF: () => this.SUBRULE(this.labelClause) });
        this.OPTION4(() => this.SUBRULE4(this.condition));
      } },
      { ALT: () => {
        this.CONSUME(t.Compensate);
        this.SUBRULE(this.label);
        this.CONSUME(t.LParen);
        this.SUBRULE(this.given);
        this.CONSUME(t.RParen);
        this.OPTION5(() => this.SUBRULE5(this.condition));
      } },
      { ALT: () => this.CONSUME(t.Irreversible) },
      { ALT: () => {
        this.CONSUME(t.Records);
        this.OPTION6(() => this.SUBRULE(this.place));
        this.CONSUME(t.LCurly);
        this.MANY(() => this.SUBRULE(this.recordClause));
        this.CONSUME(t.RCurly);
      } },
    ] });
  });

  /** Arguments of a call that is computed: `path: args.path, id: result.id`. */
  readonly given = this.RULE("given", () => {
    this.OPTION1(() => {
      this.SUBRULE1(this.gift);
      this.MANY(() => { this.CONSUME1(t.Comma); this.SUBRULE2(this.gift); });
      this.OPTION2(() => this.CONSUME2(t.Comma));
    });
  });

  readonly gift = this.RULE("gift", () => {
    this.SUBRULE(this.label);
    this.CONSUME(t.Colon);
    this.SUBRULE(this.expression);
  });

  readonly condition = this.RULE("condition", () => {
    this.CONSUME(t.When);
    this.SUBRULE(this.expression);
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
    this.OR({ MAX_LOOKAHEAD: 3, DEF: [
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
          this.CONSUME2(t.Name, { LABEL: "role" });
          this.MANY(() => { this.CONSUME1(t.Comma); this.CONSUME3(t.Name, { LABEL: "role" }); });
          this.OPTION4(() => this.CONSUME2(t.Comma));
          this.CONSUME(t.RSquare);
        });
        this.CONSUME(t.As);
        this.CONSUME4(t.Name, { LABEL: "as" });
      } },
      { ALT: () => { this.CONSUME(t.When); this.SUBRULE2(this.expression); } },
      { ALT: () => { this.CONSUME(t.Unless); this.SUBRULE3(this.expression); } },
      { ALT: () => { this.CONSUME(t.Because); this.CONSUME(t.Text); } },
      { ALT: () => { this.CONSUME(t.Severity); this.CONSUME5(t.Name, { LABEL: "severity" }); } },
      { ALT: () => { this.CONSUME(t.Tags); this.SUBRULE(this.texts); } },
      { ALT: () => this.SUBRULE(this.rewrite) },
      { ALT: () => { this.CONSUME(t.Mode); this.CONSUME(t.Observe); } },
    ] });
  });

  /** `set T to V`, `remove T`, `mask L in T keep last 4 with "*"`. */
  readonly rewrite = this.RULE("rewrite", () => {
    this.OR([
      { ALT: () => { this.CONSUME(t.Put); this.SUBRULE1(this.access); this.CONSUME(t.To); this.SUBRULE(this.expression); } },
      { ALT: () => { this.CONSUME(t.Remove); this.SUBRULE2(this.access); } },
      { ALT: () => {
        this.CONSUME(t.Mask);
        this.SUBRULE(this.sum);
        this.CONSUME(t.In);
        this.SUBRULE3(this.access);
        this.OPTION1(() => { this.CONSUME(t.Keep); this.CONSUME(t.Name); this.CONSUME(t.Numeral); });
        this.OPTION2(() => { this.CONSUME(t.With); this.CONSUME(t.Text); });
      } },
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
        this.CONSUME1(t.Text);
      } },
      { ALT: () => { this.CONSUME(t.Host); this.CONSUME1(t.LCurly); this.SUBRULE(this.facts); this.CONSUME1(t.RCurly); } },
      { ALT: () => { this.CONSUME(t.At); this.CONSUME2(t.Text); } },
      { ALT: () => { this.CONSUME(t.Principal); this.CONSUME2(t.LCurly); this.SUBRULE(this.entries); this.CONSUME2(t.RCurly); } },
      { ALT: () => this.SUBRULE(this.approval) },
      { ALT: () => { this.CONSUME(t.Data); this.CONSUME(t.Name); this.CONSUME(t.Assign); this.SUBRULE(this.json); } },
      { ALT: () => this.SUBRULE(this.expectation) },
      { ALT: () => this.SUBRULE(this.ending) },
      { ALT: () => this.SUBRULE(this.call) },
    ]);
  });

  readonly facts = this.RULE("facts", () => {
    this.OPTION1(() => {
      this.SUBRULE1(this.fact);
      this.MANY(() => { this.CONSUME1(t.Comma); this.SUBRULE2(this.fact); });
      this.OPTION2(() => this.CONSUME2(t.Comma));
    });
  });

  readonly fact = this.RULE("fact", () => {
    this.SUBRULE(this.dotted);
    this.CONSUME(t.Colon);
    this.SUBRULE(this.json);
  });

  /** `approve pay(to: "x") by "ana" role "manager"`. */
  readonly approval = this.RULE("approval", () => {
    this.CONSUME(t.Approve);
    this.SUBRULE(this.label);
    this.CONSUME(t.LParen);
    this.SUBRULE(this.entries);
    this.CONSUME(t.RParen);
    this.CONSUME(t.By);
    this.CONSUME1(t.Text, { LABEL: "by" });
    this.OPTION(() => { this.CONSUME(t.Role); this.CONSUME2(t.Text, { LABEL: "role" }); });
  });

  readonly expectation = this.RULE("expectation", () => {
    this.CONSUME(t.Expect);
    this.CONSUME1(t.Name, { LABEL: "effect" });
    this.OPTION1({ GATE: () => this.stepName(), DEF: () => this.CONSUME2(t.Name, { LABEL: "step" }) });
    this.OPTION2({ GATE: () => this.at(2, t.Name), DEF: () => {
      this.CONSUME(t.By);
      this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.dotted) });
    } });
    // A tool called `with` is written as a string behind an expectation.
    this.OPTION3(() => { this.CONSUME(t.With); this.CONSUME(t.LParen); this.SUBRULE(this.entries); this.CONSUME(t.RParen); });
  });

  readonly call = this.RULE("call", () => {
    this.OPTION1(() => { this.CONSUME1(t.Name, { LABEL: "step" }); this.CONSUME(t.Assign); });
    this.SUBRULE(this.label);
    this.CONSUME(t.LParen);
    this.SUBRULE(this.entries);
    this.CONSUME(t.RParen);
    this.OPTION2(() => this.SUBRULE(this.outcome));
  });

  /** `a -> "text"`: what a call gave that was decided before. */
  readonly ending = this.RULE("ending", () => {
    this.CONSUME(t.Name, { LABEL: "step" });
    this.CONSUME(t.Arrow);
    this.OR([
      { ALT: () => this.CONSUME(t.Denied) },
      { ALT: () => { this.OPTION(() => this.CONSUME(t.Failed)); this.SUBRULE(this.json); } },
    ]);
  });

  readonly outcome = this.RULE("outcome", () => {
    this.OR([
      { ALT: () => { this.CONSUME1(t.Arrow); this.CONSUME(t.Denied); } },
      { ALT: () => { this.CONSUME2(t.Arrow); this.OPTION(() => this.CONSUME1(t.Failed)); this.SUBRULE1(this.json); } },
      { ALT: () => { this.CONSUME2(t.Failed); this.SUBRULE2(this.json); } },
    ]);
  });

  readonly entries = this.RULE("entries", () => {
    this.OPTION1(() => {
      this.SUBRULE1(this.entry);
      this.MANY(() => { this.CONSUME1(t.Comma); this.SUBRULE2(this.entry); });
      this.OPTION2(() => this.CONSUME2(t.Comma));
    });
  });

  readonly entry = this.RULE("entry", () => {
    this.SUBRULE(this.label);
    this.CONSUME(t.Colon);
    this.SUBRULE(this.json);
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
        this.OPTION1(() => {
          this.SUBRULE1(this.json);
          this.MANY(() => { this.CONSUME1(t.Comma); this.SUBRULE2(this.json); });
          this.OPTION2(() => this.CONSUME2(t.Comma));
        });
        this.CONSUME(t.RSquare);
      } },
      { ALT: () => { this.CONSUME(t.LCurly); this.SUBRULE(this.entries); this.CONSUME(t.RCurly); } },
    ]);
  });

  // What looks further ahead than a rule can say.

  /** Whether the word in front begins the next clause of a binding, so that it is no dimension. */
  private bindingWord(): boolean {
    return this.at(1, t.Op) || this.at(1, t.Sink) || this.at(1, t.Act) || this.at(1, t.Result) || this.at(1, t.Compensate) || this.at(1, t.Irreversible) || this.at(1, t.Records) || this.at(3, t.Colon);
  }

  /** Whether the name behind `expect EFFECT` is a step's, not the beginning of the next step. */
  private stepName(): boolean {
    if (this.at(1, t.Expect) || (this.at(1, t.By) && this.at(2, t.Name))) return false;
    if (this.at(2, t.LCurly)) return !this.at(1, t.Host) && !this.at(1, t.Principal);
    if (this.at(1, t.Approve) && this.approves()) return false;
    if (this.at(1, t.Data) && this.at(2, t.Name) && this.at(3, t.Assign)) {
      return (this.at(4, t.Name) || this.at(4, t.Text)) && this.at(5, t.LParen);
    }
    return !this.at(2, t.Assign) && !this.at(2, t.Arrow) && !this.at(2, t.LParen) && (!this.at(2, t.Text) || this.at(3, t.LParen));
  }

  /** Whether `approve` is followed by a call and `by "..."`. */
  private approves(): boolean {
    if (!(this.at(2, t.Name) || this.at(2, t.Text)) || !this.at(3, t.LParen)) return false;
    const end = this.closing(3);
    return this.at(end + 1, t.By) && this.at(end + 2, t.Text);
  }
}
