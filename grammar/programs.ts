// The grammar of declarations of programs: what their options and operands do.
// Names of programs and options are texts; words for what is done are names, and which there are the checker knows.

import { ExpressionParser } from "./expressions.js";
import * as t from "./tokens.js";

/** The part of the parser that reads `executable`. */
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
}
