// Lies in `.bench` beside the peers' packages, so that what it imports is found there and not among Interdict's own.

/** Imports one of them. */
export const load = (name) => import(name);
