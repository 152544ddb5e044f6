// The one text that equal JSON values share (`base/canonical`) to a short print of it: how calls and results are held equal.
// Knows nothing of what they are.

/** 128 bits of a text as 8 characters: equal texts have equal prints, and others do not meet by accident (a keyless hash, no proof of identity). */
export function print(text: string): string {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let d = 0xdeadbeef;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = b ^ Math.imul(a ^ code, 0x239b961b);
    b = c ^ Math.imul(b ^ code, 0xab0e9789);
    c = d ^ Math.imul(c ^ code, 0x38b34ae5);
    d = a ^ Math.imul(d ^ code, 0xa1e38b93);
  }
  const mix = (word: number): number => {
    const once = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
    const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
    return twice ^ (twice >>> 16);
  };
  let printed = "";
  for (const word of [a ^ text.length, b, c, d].map(mix)) printed += String.fromCharCode(word >>> 16, word & 0xffff);
  return printed;
}

/** A print as letters that any text may hold. */
export function hex(text: string): string {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, "0")).join("");
}
