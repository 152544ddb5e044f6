// The one dispatch over the functions of `words/functions.ts` and the extractors of `words/column.ts`: values in, a value out.
// What a function has no answer for (a wrong type, a text that is not what it reads) is unknown; nothing throws, all is bounded.

import { extractors, type Extractor } from "../words/column.js";
import type { FunctionName } from "../words/functions.js";
import type { TermValue } from "../words/term.js";
import { logic } from "./apply/logic.js";
import type { Applied } from "./apply/operand.js";
import { place } from "./apply/place.js";
import { plain } from "./apply/plain.js";
import { read } from "./apply/read.js";
import { credentialsWithin } from "./credentials.js";
import { extract } from "./extract.js";
import type { Patterns } from "./spans.js";
import { isKnown, isScalar } from "./value.js";

/** Every function of the table has its row here, or this does not compile. */
const rows: Readonly<Record<FunctionName, Applied>> = { ...plain, ...read, ...place, ...logic };

/** Applies one function: absent where an operand is absent, else unknown where one is unknown. */
export function apply(name: FunctionName | Extractor, operands: readonly TermValue[], patterns: Patterns): TermValue {
  if (operands.includes(undefined)) return undefined;
  const known = operands.filter(isKnown);
  if (known.length < operands.length) return null;
  if (!isExtractor(name)) return rows[name](known, patterns);
  const [value] = known;
  if (isScalar(value)) return extract(name, value, patterns.programs);
  return name === "credentials" ? credentialsWithin(value) : null;
}

function isExtractor(name: FunctionName | Extractor): name is Extractor {
  return Object.hasOwn(extractors, name);
}
