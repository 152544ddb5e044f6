// A pattern of file names, or a folder that is read whole, to the files among those that every machine keeps its keys and accounts in which it may stand for.
// Knows which files these are and how a shell expands a pattern; whether they are there only the machine knows.

import { standsFor } from "../glob.js";

const known = [
  "/etc/shadow", "/etc/gshadow", "/etc/sudoers", "/etc/passwd", "~/.ssh/id_rsa", "~/.ssh/id_ed25519", "~/.ssh/id_ecdsa", "~/.ssh/authorized_keys",
  "~/.aws/credentials", "~/.netrc", "~/.npmrc", "~/.pypirc", "~/.git-credentials", "~/.pgpass", "~/.my.cnf", "~/.vault-token", "~/.kube/config",
  "~/.docker/config.json", "~/.config/gh/hosts.yml", "~/.bashrc", "~/.profile", "~/.zshrc", "~/.bash_history", "~/.zsh_history",
];
/** Folders of which each file is one. */
const folders = ["~/.ssh", "~/.aws", "~/.gnupg", "~/.azure"];
/** Names that the keys in them bear. */
const keys = [
  "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "key.pem", "host.key", "credentials", "config", "config.json", "accesstokens.json", "msal_token_cache.json",
  "0a1b.json", "0a1b.key", "0a1b.bin", "secring.gpg", "key.gpg", "key.asc", "pubring.kbx",
];
/** Files that a working folder keeps them in. */
const local = [".env", ".netrc", ".npmrc", ".git-credentials", ".htpasswd", "id_rsa", "id_ed25519"];

/** The well-known files that a normalised pattern may stand for. */
export function witnesses(pattern: string): readonly string[] {
  const rooted = /^[/~]/.test(pattern);
  if (rooted) return [...known.filter((file) => standsFor(pattern, file)), ...folders.flatMap((folder) => within(pattern, folder))];
  const slash = pattern.lastIndexOf("/") + 1;
  const [folder, name] = [pattern.slice(0, slash), pattern.slice(slash)];
  // `*` and `*.txt` stand for whatever is there, and mean no key.
  return /[*?[]/.test(name) && (name.startsWith(".") || /^i?d/.test(name)) ? local.filter((file) => standsFor(name, file)).map((file) => folder + file) : [];
}

/** The folders of keys below one that a program reads whole: whoever takes a home along takes them. */
export function heldBelow(folder: string): readonly string[] {
  return /^(?:~|\/|\/home|\/Users)$/.test(folder) ? folders : [];
}

/** Whether no key bears a name of these patterns, which a search is held to: `*.py`. None holds it to nothing. */
export function isKeyless(names: readonly string[]): boolean {
  return names.length > 0 && names.every((name) => !keys.some((key) => standsFor(name.toLowerCase(), key)));
}

/** What a pattern stands for in a folder, as far as its own segments say it. */
function within(pattern: string, folder: string): readonly string[] {
  const segments = pattern.split("/");
  const depth = folder.split("/").length;
  return segments.length >= depth && standsFor(segments.slice(0, depth).join("/"), folder) ? [[folder, ...segments.slice(depth)].join("/")] : [];
}
