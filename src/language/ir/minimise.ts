// A deterministic machine becomes the smallest one that tells the same: states that no text tells apart are merged (Hopcroft's way,
// so that long chains take no longer than others), and symbols that lead to the same everywhere are one.

/** A machine before its states are merged: the next state by state and symbol, and what each tells. */
export interface Rows {
  readonly width: number;
  readonly next: readonly Uint16Array[];
  readonly outputs: readonly number[];
}

/** For each state the number of what it is merged into; numbered in the order of the first of each. */
export function merged(rows: Rows): readonly number[] {
  const blocks = refine(rows);
  const numbers = new Map<number, number>();
  return Array.from(blocks, (block) => {
    const number = numbers.get(block) ?? numbers.size;
    numbers.set(block, number);
    return number;
  });
}

/** The states in blocks: those of a block are `members` from `first` to `end`, of which the ones below `marked` are to be split off. */
interface Blocks {
  readonly members: Uint32Array;
  readonly places: Uint32Array;
  readonly of: Uint32Array;
  readonly first: number[];
  readonly end: number[];
  readonly marked: number[];
}

function refine(rows: Rows): Uint32Array {
  const blocks = byOutput(rows.outputs);
  const { from, starts } = backwards(rows);
  const count = rows.outputs.length;
  const waiting = new Set(blocks.first.keys());
  for (const splitter of waiting) {
    waiting.delete(splitter);
    const inside = blocks.members.slice(blocks.first[splitter], blocks.end[splitter]);
    for (let symbol = 0; symbol < rows.width; symbol++) {
      const touched: number[] = [];
      for (const state of inside) {
        const at = symbol * (count + 1) + state;
        for (let index = starts[at] ?? 0, end = starts[at + 1] ?? 0; index < end; index++) mark(blocks, from[index] ?? 0, touched);
      }
      for (const block of touched) split(blocks, block, waiting);
    }
  }
  return blocks.of;
}

function byOutput(outputs: readonly number[]): Blocks {
  const members = Uint32Array.from(outputs.keys()).sort((a, b) => (outputs[a] ?? 0) - (outputs[b] ?? 0) || a - b);
  const blocks: Blocks = { members, places: new Uint32Array(members.length), of: new Uint32Array(members.length), first: [], end: [], marked: [] };
  members.forEach((state, at) => {
    if (at === 0 || outputs[members[at - 1] ?? 0] !== outputs[state]) {
      blocks.first.push(at);
      blocks.end.push(at);
      blocks.marked.push(at);
    }
    blocks.end[blocks.end.length - 1] = at + 1;
    blocks.places[state] = at;
    blocks.of[state] = blocks.first.length - 1;
  });
  return blocks;
}

/** For each symbol and state the states that lead there: `from` between `starts[symbol * (count + 1) + state]` and the next. */
function backwards({ width, next, outputs }: Rows): { readonly from: Uint32Array; readonly starts: Uint32Array } {
  const count = outputs.length;
  const from = new Uint32Array(width * count);
  const starts = new Uint32Array(width * (count + 1));
  for (let symbol = 0; symbol < width; symbol++) {
    const base = symbol * (count + 1);
    for (const row of next) starts[base + (row[symbol] ?? 0)] = (starts[base + (row[symbol] ?? 0)] ?? 0) + 1;
    // Sums, so that each has its end, from which filling goes down to its start.
    for (let state = 0, sum = symbol * count; state <= count; state++) {
      sum += starts[base + state] ?? 0;
      starts[base + state] = sum;
    }
    next.forEach((row, state) => {
      const at = base + (row[symbol] ?? 0);
      starts[at] = (starts[at] ?? 0) - 1;
      from[starts[at] ?? 0] = state;
    });
  }
  return { from, starts };
}

function mark({ members, places, of, first, marked }: Blocks, state: number, touched: number[]): void {
  const block = of[state] ?? 0;
  const [at, to] = [places[state] ?? 0, marked[block] ?? 0];
  if (at < to) return;
  if (to === first[block]) touched.push(block);
  const other = members[to] ?? 0;
  members[to] = state;
  members[at] = other;
  places[state] = to;
  places[other] = at;
  marked[block] = to + 1;
}

/** Splits the marked off where there are others; the smaller half becomes the new block, and it is enough to look at that one. */
function split({ members, of, first, end, marked }: Blocks, block: number, waiting: Set<number>): void {
  const [low, middle, high] = [first[block] ?? 0, marked[block] ?? 0, end[block] ?? 0];
  marked[block] = low;
  if (middle === high) return;
  const fresh = first.length;
  const lower = middle - low <= high - middle;
  first.push(lower ? low : middle);
  end.push(lower ? middle : high);
  marked.push(lower ? low : middle);
  if (lower) first[block] = marked[block] = middle;
  else end[block] = middle;
  for (let at = first[fresh] ?? 0; at < (end[fresh] ?? 0); at++) of[members[at] ?? 0] = fresh;
  waiting.add(fresh);
}

/** Classes of symbols that lead to the same in every row, and of each the first symbol. */
export function columnsOf(width: number, rows: readonly Uint16Array[]): { readonly classes: Uint16Array; readonly columns: readonly number[] } {
  const classes = new Uint16Array(width);
  const columns: number[] = width === 0 ? [] : [0];
  for (const row of rows) {
    let apart: Map<number, number> | null = null;
    for (let symbol = 0; symbol < width; symbol++) {
      const of = classes[symbol] ?? 0;
      const to = row[symbol] ?? 0;
      if (to === row[columns[of] ?? 0]) continue;
      const key = of * 0x10000 + to;
      apart ??= new Map<number, number>();
      const number = apart.get(key) ?? columns.push(symbol) - 1;
      apart.set(key, number);
      classes[symbol] = number;
    }
  }
  // In the order of their first symbols, so that nothing hangs on the order of rows.
  const order = [...columns.keys()].sort((a, b) => (columns[a] ?? 0) - (columns[b] ?? 0));
  const numbers = new Uint16Array(columns.length);
  order.forEach((of, number) => (numbers[of] = number));
  return { classes: classes.map((of) => numbers[of] ?? 0), columns: order.map((of) => columns[of] ?? 0) };
}
