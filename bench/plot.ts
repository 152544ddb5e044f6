// Series of points -> one SVG: both axes logarithmic, points joined, each line with its exponent (the slope that fits best in logarithms: 0 is
// flat, 1 grows with it). Written letter by letter, so that the same scores give the same file. Knows nothing of what was measured.

/** One line of a plot. */
export interface Line {
  readonly label: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

const [WIDTH, HEIGHT] = [640, 360];
const [LEFT, RIGHT, BOTTOM] = [76, 20, 48];
/** Of the title and of each line's label: they stand above the plot, where no line runs through them. */
const [TITLE, LABEL] = [36, 16];
const colours = ["#1f5fa8", "#b4481e", "#3b7d3b"];

/** The plot. */
export function drawing(title: string, x: string, unit: string, lines: readonly Line[]): string {
  const top = TITLE + LABEL * lines.length + 8;
  const points = lines.flatMap((line) => line.points).filter((point) => point.x > 0 && point.y > 0);
  const [across, up] = [scale(points.map((point) => point.x), LEFT, WIDTH - RIGHT), scale(points.map((point) => point.y), HEIGHT - BOTTOM, top)];
  const grid = [
    ...across.ticks.map((at) => `<line x1="${across.place(at)}" y1="${top}" x2="${across.place(at)}" y2="${HEIGHT - BOTTOM}"/><text x="${across.place(at)}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${short(at)}</text>`),
    ...up.ticks.map((at) => `<line x1="${LEFT}" y1="${up.place(at)}" x2="${WIDTH - RIGHT}" y2="${up.place(at)}"/><text x="${LEFT - 8}" y="${up.place(at) + 4}" text-anchor="end">${unit === "ns" ? ofTime(at) : short(at)}</text>`),
  ];
  const drawn = lines.map(({ label, points: all }, number) => {
    const colour = colours[number % colours.length] ?? "#000";
    const places = all.filter((point) => point.x > 0 && point.y > 0).map((point) => [across.place(point.x), up.place(point.y)] as const);
    return `<g stroke="${colour}" fill="${colour}"><polyline fill="none" stroke-width="2" points="${places.map((place) => place.join(",")).join(" ")}"/>${places.map(([left, top]) => `<circle cx="${left}" cy="${top}" r="3"/>`).join("")}</g>
<text x="${LEFT}" y="${TITLE + LABEL * number + 8}" fill="${colour}">${escaped(label)}${places.length > 2 ? ` (exponent ${exponent(all).toFixed(2)})` : ""}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="12">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
<text x="${LEFT}" y="24" font-size="15">${escaped(title)}</text>
<g stroke="#ddd" fill="#555" stroke-width="1">${grid.join("").replaceAll("<text ", "<text stroke=\"none\" ")}</g>
${drawn.join("\n")}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 10}" text-anchor="middle" fill="#555">${escaped(x)}</text>
</svg>
`;
}

/** The slope of the straight line that fits points best in logarithms. */
export function exponent(points: Line["points"]): number {
  const logs = points.filter((point) => point.x > 0 && point.y > 0).map((point) => [Math.log(point.x), Math.log(point.y)] as const);
  const mean = (of: 0 | 1): number => logs.reduce((sum, log) => sum + log[of], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const spread = logs.reduce((sum, log) => sum + (log[0] - x) ** 2, 0);
  return spread === 0 ? 0 : logs.reduce((sum, log) => sum + (log[0] - x) * (log[1] - y), 0) / spread;
}

/** Whole powers of ten around values, and where a value stands between two places. */
function scale(values: readonly number[], from: number, to: number): { readonly ticks: readonly number[]; place(value: number): number } {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  return {
    ticks: Array.from({ length: high - low + 1 }, (_, at) => 10 ** (low + at)),
    place: (value) => Math.round((from + ((Math.log10(value) - low) / (high - low)) * (to - from)) * 10) / 10,
  };
}

function short(value: number): string {
  return value >= 1e6 ? `${value / 1e6} M` : value >= 1e3 ? `${value / 1e3} k` : `${value}`;
}

function ofTime(ns: number): string {
  return ns >= 1e9 ? `${ns / 1e9} s` : ns >= 1e6 ? `${ns / 1e6} ms` : ns >= 1e3 ? `${ns / 1e3} us` : `${ns} ns`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("`", "");
}
