// A text and a shorter one to where this stands in it, one place behind the other, in time that grows with the two together. What
// JavaScript itself searches with takes time with their product for some long ones. Knows nothing of words or letters.

/** Code units up to which JavaScript's own search is at most so many times as slow as reading the text. */
const SHORT_MAX = 16;

/** Where the places begin, in order and without overlap, at most so many; of an empty text there are none. */
export function placesOf(text: string, what: string, most: number): readonly number[] {
  return what === "" || what.length > text.length ? [] : what.length <= SHORT_MAX ? shortPlaces(text, what, most) : longPlaces(text, what, most);
}

function shortPlaces(text: string, what: string, most: number): readonly number[] {
  const found: number[] = [];
  for (let at = text.indexOf(what); at !== -1 && found.length < most; at = text.indexOf(what, at + what.length)) found.push(at);
  return found;
}

/** By the failure function of Knuth, Morris and Pratt. */
function longPlaces(text: string, what: string, most: number): readonly number[] {
  const borders = bordersOf(what);
  const found: number[] = [];
  for (let at = 0, met = 0; at < text.length && found.length < most; at++) {
    const unit = text.charCodeAt(at);
    while (met > 0 && what.charCodeAt(met) !== unit) met = borders[met - 1] ?? 0;
    if (what.charCodeAt(met) === unit) met++;
    if (met < what.length) continue;
    found.push(at + 1 - met);
    met = 0;
  }
  return found;
}

/** Of each beginning of a text, how long its longest shorter beginning is that it also ends with. */
function bordersOf(what: string): Uint32Array {
  const borders = new Uint32Array(what.length);
  for (let at = 1, met = 0; at < what.length; at++) {
    const unit = what.charCodeAt(at);
    while (met > 0 && what.charCodeAt(met) !== unit) met = borders[met - 1] ?? 0;
    if (what.charCodeAt(met) === unit) met++;
    borders[at] = met;
  }
  return borders;
}
