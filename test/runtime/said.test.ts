// Whether the user said a text, asked again and again: what is remembered of it is what a graph answers that was never asked before,
// whatever he says in between and whatever of it is forgotten; and it stays bounded.

import fc from "fast-check";
import { expect, it } from "vitest";
import { SAID_TEXTS_MAX, SAID_TEXT_MAX } from "../../src/base/limits.js";
import { segments } from "../../src/extract/segments.js";
import { USERS, addText, append, createGraph, hasForgotten, type Graph } from "../../src/kernel/graph/graph.js";
import { textSaid } from "../../src/kernel/graph/said.js";

const wants = { value: false, provenance: true, told: null, called: null, sources: 0, listed: new Set<number>() };
const told = (texts: readonly string[], placesMax?: number): Graph => texts.reduce(say, createGraph(wants, placesMax));

function say(graph: Graph, text: string): Graph {
  addText(graph, append(graph, { kind: "text", principal: "user" }), USERS, segments(text, "text"), false);
  return graph;
}

it("is what one who was never asked would answer", () => {
  const text = fc.array(fc.constantFrom("harbour", "quay", "vessel", "log.txt", "/srv/quay", "north"), { minLength: 1, maxLength: 4 }).map((words) => words.join(" "));
  const seen = new Set<boolean | null | "forgotten">();
  fc.assert(fc.property(fc.array(fc.record({ says: fc.boolean(), text }), { minLength: 30, maxLength: 60 }), (events) => {
    const graph = createGraph(wants, 24);
    const said: string[] = [];
    for (const event of events) {
      if (event.says) said.push((say(graph, event.text), event.text));
      else for (const _ of [1, 2]) {
        const answer = textSaid(graph, event.text);
        expect(answer).toBe(textSaid(told(said, 24), event.text));
        seen.add(answer);
      }
    }
    if (hasForgotten(graph)) seen.add("forgotten");
  }));
  expect(seen).toEqual(new Set([true, false, null, "forgotten"]));
});

it("is looked for once, until the user says more", () => {
  const graph = told(["the vessel at the quay"]);
  const cost = (text: string): number => {
    const before = graph.work;
    textSaid(graph, text);
    return graph.work - before;
  };
  expect([cost("quay") > 0, cost("quay"), textSaid(graph, "north")]).toEqual([true, 0, false]);
  say(graph, "north of it");
  expect([cost("quay") > 0, textSaid(graph, "north")]).toEqual([true, true]);
});

it("is remembered of so many texts, and of none that is long", () => {
  const graph = told(["the vessel at the quay"]);
  textSaid(graph, "quay ".repeat(SAID_TEXT_MAX));
  expect(graph.answered.texts.size).toBe(0);
  const sizes = Array.from({ length: 2 * SAID_TEXTS_MAX + 1 }, (_, at) => (textSaid(graph, `quay ${at}`), graph.answered.texts.size));
  expect(Math.max(...sizes)).toBe(SAID_TEXTS_MAX);
  expect(textSaid(graph, "the quay")).toBe(true);
});
