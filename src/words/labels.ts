// What is known of data: a level in each of two lattices, and tags.
// A level's number is its taint: joining is taking the greater number, in every dimension, so more taint is always more.

/** Trust, least tainted first: 0 is trusted. In the language `low < medium < high` reads the other way round. */
export const trustLevels = ["high", "medium", "low"] as const;
/** Secrecy, least secret first. */
export const secrecyLevels = ["low", "medium", "high"] as const;
export type TrustLevel = (typeof trustLevels)[number];
export type SecrecyLevel = (typeof secrecyLevels)[number];

/** Labels of a node, an argument or a resource. Numbers index the level tables; `tags` are bits of the bundle's tags. */
export interface Labels {
  readonly trust: number;
  readonly secrecy: number;
  readonly tags: number;
  /** True when more taint may be there than is known (something on the way could not be read). */
  readonly unknown: boolean;
}

/** Nothing tainted: the identity of `join`. */
export const clean: Labels = { trust: 0, secrecy: 0, tags: 0, unknown: false };
/** Least trust, greatest secrecy, every tag possible: what could not be read. */
export const opaque: Labels = { trust: 2, secrecy: 2, tags: 0, unknown: true };

/** The least upper bound. */
export function join(a: Labels, b: Labels): Labels {
  if (covers(a, b)) return a;
  if (covers(b, a)) return b;
  return {
    trust: Math.max(a.trust, b.trust),
    secrecy: Math.max(a.secrecy, b.secrecy),
    tags: a.tags | b.tags,
    unknown: a.unknown || b.unknown,
  };
}

/** Whether `a` is at least as tainted as `b` in every dimension. */
export function covers(a: Labels, b: Labels): boolean {
  return a.trust >= b.trust && a.secrecy >= b.secrecy && (a.tags | b.tags) === a.tags && (a.unknown || !b.unknown);
}
