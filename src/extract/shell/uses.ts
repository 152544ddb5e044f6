// What is done to a word of a command line, as declarations of programs say it, to what that adds to the effects.
// Knows no program.

import type { Power, Use } from "../../words/executable.js";
import { both, connect, host, miss, note, only, open, path, send, type List, type Scope } from "./effects.js";
import { behind, inner } from "./options.js";
import { remote } from "./remote.js";
import type { Field } from "./word.js";

/** Uses a word in each of these ways; `sends` where the program sends something wherever it connects. */
export function used(scope: Scope, field: Field, uses: readonly Use[], sends = false): void {
  for (const use of uses) usedAs(scope, field, use, sends || uses.includes("send"));
}

function usedAs(scope: Scope, field: Field, use: Use, sends: boolean): void {
  switch (use) {
    case "value": case "before": return;
    case "read": return path(scope, field, "reads");
    // Behind a bar stands a program, in the place of a file.
    case "write": return field.prefix.startsWith("|") ? helped(scope, behind(field, 1)) : path(scope, field, "writes");
    case "delete": return path(scope, field, "deletes");
    case "edit": path(scope, field, "reads"); return path(scope, field, "writes");
    case "move": path(scope, field, "reads"); return path(scope, field, "deletes");
    case "word": return word(scope, field);
    case "source": {
      const place = elsewhere(field);
      return place === null ? path(scope, field, "reads") : connect(scope, place.host, only);
    }
    case "target": {
      const place = elsewhere(field);
      return place === null ? path(scope, field, "writes") : connect(scope, place.host, both);
    }
    case "host": return named(scope, field, sends);
    case "send": return sent(scope);
    case "script": case "command": return inner(field, scope);
    case "code": open(scope); return miss(scope);
    case "helper": return helped(scope, field);
    case "load": return loaded(scope, field);
  }
}

/** A program that is started beside the program's own work; a number is the version of one that is installed. */
function helped(scope: Scope, field: Field): void {
  if (field.exact && /^[\d.]*$/.test(field.text)) return;
  note(scope, "helpers", field);
  inner(field, scope);
}

/** A file of which a program does what stands in it; `-` is what it is given to read. */
function loaded(scope: Scope, field: Field): void {
  if (field.text === "-") return;
  note(scope, "loads", field);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(field.prefix)) word(scope, field);
  else path(scope, field, "reads");
}

/** Something is sent, wherever the program connects. */
export function sent(scope: Scope): void {
  send(scope);
  open(scope, "sends");
}

/** What may be beyond what is said. */
export function mayDo(scope: Scope, powers: readonly Power[]): void {
  for (const power of powers) {
    if (power === "anything") open(scope);
    else open(scope, lists[power]);
  }
}

const lists: Readonly<Record<Exclude<Power, "anything">, List>> = { run: "runs", read: "reads", write: "writes", delete: "deletes", connect: "connects", send: "sends" };

/** `dig +short MX name @server`: neither options nor record types are hosts. */
function named(scope: Scope, field: Field, sends: boolean): void {
  if (/^(\+.*|[A-Z]{1,6}|\d+)$/.test(field.text) && field.exact) return;
  // What is not known, before somebody's domain, is told to whoever answers for the domain.
  const tells = !field.exact && field.prefix === "" && /^(\.[a-z0-9-]+){2,}\.?$/i.test(field.text);
  if (!field.exact && !field.substituted && !tells) open(scope, "sends");
  host(scope, field.exact ? { ...field, text: field.text.replace(/^@/, "") } : field, field.substituted || tells || sends ? both : only);
}

/** A word that may be anything: read where it reads like a path; and whoever is given a URL may talk to its host, and say there what he likes. */
export function word(scope: Scope, field: Field): void {
  if (/^(?!file:)[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(field.prefix)) {
    host(scope, field, only);
    open(scope, "sends");
  } else if (!field.exact || pathlike(field.text)) path(scope, field, "reads");
}

/** Whether a word reads like a path. */
export function pathlike(text: string): boolean {
  return !/^[a-z][a-z0-9+.-]*:\/\//i.test(text) && (/^[~./$]/.test(text) || text.includes("/") || /^[^\s=:@]+\.[A-Za-z][A-Za-z0-9]{0,5}$/.test(text));
}

/** A place that is not on this machine: a store's (`s3://bucket/x`), a URL's, another machine's (`bob@host:x`), or one of a name that only the program knows (`backup:x`). */
function elsewhere(field: Field): { readonly host: string | null } | null {
  if (!field.exact && field.prefix === "") return { host: null };
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(field.prefix) ?? [];
  if (scheme !== undefined) return /^file$/i.test(scheme) ? null : { host: /^(https?|ftps?|sftp|ssh|rsync|scp|webdavs?)$/i.test(scheme) ? field.prefix : null };
  // A remote that is described where it is used.
  if (/^:[A-Za-z]\w*[,:]/.test(field.prefix)) return { host: null };
  const name = remote(field);
  return name === null ? /^:?[A-Za-z][\w.,=/-]*:(?!\\)/.test(field.prefix) ? { host: null } : null : { host: /[.@]/.test(field.prefix.slice(0, field.prefix.indexOf(":"))) ? name : null };
}
