// The part of a message that hands over what is to be done, where each such part says where that stands; else the message whole, in
// time that a message of blanks does not stretch.

import { describe, expect, it } from "vitest";
import { handedIn } from "../../src/extract/handing.js";
import { lexiconOf } from "../../src/extract/lexicon.js";

const hands = lexiconOf({ verbs: ["do", "follow"], nouns: ["tasks", "steps"] });
const plain = new Set(["do", "follow", "tasks", "steps", "answer"]);

describe("the part of a message that hands over", () => {
  it.each([
    ["Answer Noor, then do the tasks in todo.txt", "do the tasks in todo.txt"],
    ["Answer Noor. Follow the steps in \"Harbour\".", "Follow the steps in \"Harbour\"."],
    ["Look at /home/todo.txt and then do the tasks", "Look at /home/todo.txt and then do the tasks"],
    ["Answer Noor", "Answer Noor"],
  ])("of %j", (text, part) => {
    expect(handedIn(text, hands, plain)).toBe(part);
  });
  it("is found where a message is mostly blank", () => {
    const text = `do the tasks in todo.txt${" ".repeat(400_000)}x`;
    expect(handedIn(text, hands, plain)).toBe(text);
  });
});
