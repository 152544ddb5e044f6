// The grammar of what declarations have inside: what options and operands of programs do; places in arguments and results, and what
// stands at them in a record.
// Names of programs and options are texts; words for what is done are names, and which there are the checker knows.

import { ExpressionParser } from "./expressions.js";
import * as t from "./tokens.js";

/** The part of the parser that reads `executable`, places and records. */
export abstract class ProgramParser extends ExpressionParser {
  /** `executable "sort" { option "-o" write  operands read }`. */
  readonly executableItem = this.RULE("executableItem", () => {
    this.CONSUME(t.Program);
    this.SUBRULE(this.texts);
    this.CONSUME(t.LCurly);
    this.MANY(() => this.SUBRULE(this.executableClause));
    this.CONSUME(t.RCurly);
  });

  readonly executableClause = this.RULE("executableClause", () => {
    this.OR([
      { ALT: () => { this.CONSUME(t.Choice); this.SUBRULE1(this.texts); this.SUBRULE1(this.names); }, IGNORE_AMBIGUITIES: true },
      { ALT: () => { this.CONSUME(t.Flag); this.SUBRULE2(this.texts); }, IGNORE_AMBIGUITIES: true },
      { ALT: () => { this.CONSUME(t.Like); this.CONSUME(t.Text); }, IGNORE_AMBIGUITIES: true },
      { ALT: () => {
        this.CONSUME(t.Name);
        this.SUBRULE2(this.names);
        this.OPTION(() => {
          this.OR1([{ ALT: () => this.CONSUME(t.When) }, { ALT: () => this.CONSUME(t.Unless) }]);
          this.SUBRULE3(this.texts);
        });
      } },
    ]);
  });

  /** `author from.email`, `title subject`, `writes subject, body`. */
  readonly recordClause = this.RULE("recordClause", () => {
    this.OR([{ ALT: () => this.CONSUME(t.Author) }, { ALT: () => this.CONSUME(t.Title) }, { ALT: () => this.CONSUME(t.Writes) }]);
    this.SUBRULE(this.places);
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
}
