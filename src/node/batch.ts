// The calls of one message -> their frames in one hop, though each is prepared when the one before it is settled: with the frame of the
// one whose turn it is go those that the core guesses of the others. A guess is worth its answer where the frame turns out to be
// that, letter for letter; where it does not, the call is asked anew, with guesses of half as many behind it: looking at calls costs this
// thread what preparing them does, and a message of calls that all change the next is not looked at again for each. So what is decided
// is what was decided one by one.

import { AHEAD_BYTES_MAX, AHEAD_MAX } from "../base/limits.js";
import type { SessionCore } from "../engine.js";
import type { SinkEvent } from "../kernel/event/event.js";
import type { View } from "../words/view.js";
import { answerOf, type Answer, type Reply } from "./workers.js";

/** Has a view decided elsewhere: `done` is called once, unless the returned function is called first. */
export type Elsewhere = (view: View, since: number, done: (answer: Answer) => void) => () => void;

/** How frames go elsewhere, several at once. */
export interface Hops {
  /** The frame of a view; throws where it has none. */
  frame(view: View): Uint8Array;
  /** Has frames decided; `done` is called once, unless the returned function is called first. */
  ask(frames: readonly Uint8Array[], since: number, done: (reply: Reply) => void): () => void;
}

interface Guess {
  readonly at: number;
  readonly frame: Uint8Array;
}

/** For each of some events, in their order, the elsewhere that looks ahead to those behind it. */
export function lookingAhead(events: readonly SinkEvent[], core: Pick<SessionCore, "ahead">, { frame: frameOf, ask }: Hops): (at: number) => Elsewhere {
  const known = new Map<number, { readonly frame: Uint8Array; readonly answer: Answer }>();
  const state = { farMost: AHEAD_MAX };

  function guesses(from: number): readonly Guess[] {
    const found: Guess[] = [];
    let bytes = 0;
    for (let at = from; at < Math.min(events.length, from + state.farMost); at++) {
      if (known.has(at)) continue;
      const frame = guessed(events[at]);
      bytes += frame?.length ?? 0;
      if (frame === null || bytes > AHEAD_BYTES_MAX) break;
      found.push({ at, frame });
    }
    return found;
  }

  function guessed(event: SinkEvent | undefined): Uint8Array | null {
    try {
      const view = core.ahead(event);
      return view === null ? null : frameOf(view);
    } catch {
      // Too large for a frame, or not to be read; when its turn comes that is said of it, and of no other.
      return null;
    }
  }

  return (at) => (view, since, done) => {
    const frame = frameOf(view);
    const guess = known.get(at);
    known.delete(at);
    if (guess !== undefined && isSame(guess.frame, frame)) {
      done(guess.answer);
      return () => undefined;
    }
    if (guess !== undefined) {
      // What changed this one's may have changed theirs.
      known.clear();
      state.farMost = Math.floor(state.farMost / 2);
    }
    const behind = guesses(at + 1);
    const hop = { abandon: (): void => undefined };
    hop.abandon = ask([frame, ...behind.map((each) => each.frame)], since, (reply) => {
      if (behind.length > 0 && "code" in reply) {
        // Whichever of them it was: from here on each goes by itself, and answers for itself.
        state.farMost = 0;
        hop.abandon = ask([frame], since, (own) => done(answerOf(own, 0)));
        return;
      }
      for (const [index, each] of behind.entries()) known.set(each.at, { frame: each.frame, answer: answerOf(reply, index + 1) });
      done(answerOf(reply, 0));
    });
    return () => hop.abandon();
  };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
