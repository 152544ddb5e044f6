// What declarations say of programs: what their options and operands do. The words of the language for it, and the shape in which it
// travels in a manifest. How a command line is read by it stands in `extract/shell`.

/**
 * What is done to an option's value or an operand. `edit` reads and writes, `move` reads and deletes; `source` is read, or fetched where it
 * is a place elsewhere, and `target` written, or sent to; `host` is connected to, and the text of `send` sent there; `command` is words that
 * are run (all behind it too), `script` a text for a shell, `code` one in another language; `helper` a program that is started beside the
 * program's own work, `load` a file of which it does what stands in it. A `word` is read where it reads like a path, and connected to where
 * it is a URL. Beside `before` an option takes its value in front of the first operand alone: behind it the name means another thing.
 */
export const uses = ["value", "read", "write", "delete", "edit", "move", "source", "target", "host", "send", "command", "script", "code", "helper", "load", "word", "before"] as const;
export type Use = (typeof uses)[number];

/** Which operands: the first, the last of two or more, or all the others. */
export const places = ["operands", "first", "last"] as const;
export type Place = (typeof places)[number];

/** What a program may do beyond what its words say. */
export const powers = ["run", "read", "write", "delete", "connect", "send", "anything"] as const;
export type Power = (typeof powers)[number];

/** What a program does whenever it runs: send something, run as another user, take `NAME=value` before its operands. */
export const deeds = ["send", "elevate", "assign"] as const;
export type Deed = (typeof deeds)[number];

/** With one of the options of `when`, and none of `unless`; without such options always. */
export interface Given {
  readonly when?: readonly string[];
  readonly unless?: readonly string[];
}

/** Programs that are used in the same way; with a blank in it a name is a program and what it is told to do (`docker exec`). */
export interface ExecutableEntry {
  readonly names: readonly string[];
  /** Read as this one is, and by the rest of the entry besides; one that is like itself is read by code. */
  readonly like?: string;
  /** Options that take a value. */
  readonly options?: readonly { readonly names: readonly string[]; readonly uses: readonly Use[] }[];
  /** Options without a value. Where there are any, all long options are known: any beginning that only one of them has stands for it. */
  readonly flags?: readonly string[];
  /** Of the clauses for one place those hold whose options are given; where there are none, those without options. */
  readonly operands?: readonly ({ readonly place: Place; readonly uses: readonly Use[] } & Given)[];
  readonly may?: readonly ({ readonly powers: readonly Power[] } & Given)[];
  readonly does?: readonly ({ readonly deeds: readonly Deed[] } & Given)[];
}
