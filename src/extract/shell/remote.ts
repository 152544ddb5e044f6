// Programs that copy to other machines, log in to them or talk to them, to hosts, and what is sent there.
// What is said in a conversation is not seen, and so it is open.

import { both, connect, hide, note, only, open, path, type Input, type Scope } from "./effects.js";
import { behind, inner, operandsOf, takes } from "./options.js";
import { joined, unknownField, type Field } from "./word.js";

/** `[user@]host:path`, `rsync://host/path`, `host::module`: the host. */
export function remote(field: Field): string | null {
  const url = /^(?:scp|rsync|sftp):\/\/([^/]+)/i.exec(field.prefix);
  if (url?.[1] !== undefined) return url[1].replace(/^[^@]*@/, "");
  return /^(?:[^@/:\s]+@)?(\[[^\]]+\]|[^/:\s@]{2,}):/.exec(field.prefix)?.[1] ?? null;
}

const scpTakes = takes("-F -i -J -l -o -P -S -c -D -X");
const rsyncTakes = takes("-e -f -M -T -B --rsh --exclude --include --exclude-from --include-from --files-from --rsync-path --password-file --port --bwlimit --log-file --backup-dir --temp-dir --chmod --chown --filter --compare-dest --link-dest --partial-dir");

/** `scp` and `rsync`: what goes from here to there, or from there to here. */
export function copy(command: string, args: readonly Field[], scope: Scope): void {
  const { operands, options } = operandsOf(args, command === "scp" ? scpTakes : rsyncTakes);
  for (const { name, value } of options) {
    if (value === null) continue;
    if (/^(-i|-F|--files-from|--exclude-from|--include-from|--password-file)$/.test(name)) path(scope, value, "reads");
    if (/^(--log-file|--backup-dir)$/.test(name)) path(scope, value, "writes");
    if (/^(-e|--rsh|-S|--rsync-path)$/.test(name)) {
      note(scope, "helpers", value);
      inner(value, scope);
    }
    if (name === "-F") note(scope, "loads", value);
    if (name === "-J") connect(scope, value.text, only);
    if (name === "-o") commanded(value, scope);
  }
  const target = operands.length > 1 ? operands[operands.length - 1] : undefined;
  for (const source of target === undefined ? operands : operands.slice(0, -1)) {
    const far = remote(source);
    if (far !== null) connect(scope, far, only);
    else path(scope, source, "reads");
    if (!source.exact) open(scope, "connects");
    if (options.some((option) => option.name === "--remove-source-files") && far === null) path(scope, source, "deletes");
  }
  if (target === undefined) return;
  const far = remote(target);
  if (far !== null) return connect(scope, far, both);
  if (!target.exact) return connect(scope, null, both);
  path(scope, target, "writes");
  if (options.some((option) => option.name.startsWith("--delete"))) path(scope, target, "deletes");
}

/** A setting of `ssh` that is a command. */
function commanded(value: Field, scope: Scope): void {
  if (/^\s*(?!ProxyCommand|LocalCommand|KnownHostsCommand)\w+[\s=]/i.test(value.prefix)) return;
  note(scope, "helpers", behind(value, /^\s*\w+(\s*=\s*|\s+)/.exec(value.prefix)?.[0].length ?? 0));
  hide(scope);
}

const sshTakes = takes("-b -c -D -E -e -F -I -i -J -L -l -m -M -O -o -p -Q -R -S -W -w --ssh -P");

/** `ssh` and its like: the host, and the command that is run there, read as if it were run here. */
export function ssh(args: readonly Field[], input: Input, scope: Scope): void {
  let at = 0;
  for (; at < args.length; at++) {
    const field = args[at] ?? unknownField;
    if (!field.prefix.startsWith("-")) break;
    const name = field.prefix.slice(0, 2);
    if (!Object.hasOwn(sshTakes, name) && !Object.hasOwn(sshTakes, field.prefix)) continue;
    const value = field.prefix.length > 2 && !field.prefix.startsWith("--") ? behind(field, 2) : args[++at] ?? unknownField;
    if (name === "-i" || name === "-F") path(scope, value, "reads");
    if (name === "-E") path(scope, value, "writes");
    if (name === "-J" || name === "-W") connect(scope, value.exact ? value.text.replace(/^[^@]*@/, "") : null, only);
    if (/^-[LRDw]$/.test(name)) open(scope, "connects", "sends");
    if (name === "-F") note(scope, "loads", value);
    if (name === "-o") commanded(value, scope);
  }
  const target = args[at];
  const words = args.slice(at + 1);
  if (target === undefined) return;
  const name = target.exact ? target.text.replace(/^ssh:\/\//, "").replace(/^[^@]*@/, "") : null;
  connect(scope, name, input.given || words.some((field) => field.substituted) ? both : only);
  if (words.length > 0) return inner(joined(words), scope);
  if (args.slice(0, at).some((field) => /^-[A-Za-z]*N/.test(field.prefix))) return;
  if (input.text !== null) scope.inner(input.text, scope);
  else hide(scope);
}

const sessionTakes = takes("-P -p -o -i -b -l -u -e -c -n -U");

/** Programs that hold a conversation: what is said in it is not seen. */
export function session(args: readonly Field[], scope: Scope): void {
  const { operands, options } = operandsOf(args, sessionTakes);
  for (const { name, value } of options) if (value !== null && /^-[ib]$/.test(name)) path(scope, value, "reads");
  const target = operands[0];
  if (target === undefined) return open(scope, "connects", "sends", "reads", "writes");
  connect(scope, target.exact ? target.text.replace(/^[^@/]*@/, "").replace(/(?<!:\/\/[^/]*):(?!\/\/).*$/, "") : null, both);
  open(scope, "reads", "writes");
}

const netcatTakes = takes("-e -c -p -s -w -i -x -X -q -m -T -O -I -g -G --exec --sh-exec --lua-exec --proxy --source-port --wait --ssl-cert --ssl-key");

/** `nc` and its like: what is piped in is sent; `-e` gives the other side a program. */
export function netcat(args: readonly Field[], input: Input, scope: Scope): void {
  const { operands, options } = operandsOf(args, netcatTakes);
  for (const { name, value } of options) {
    if (value === null || !/^(-e|-c|--exec|--sh-exec|--lua-exec)$/.test(name)) continue;
    inner(value, scope);
    hide(scope);
  }
  const has = (name: string): boolean => options.some((option) => option.name === name);
  if (has("-l") || has("--listen")) return connect(scope, null, both);
  const target = operands[0];
  connect(scope, target?.exact === true ? target.text : null, input.given || target?.substituted === true || has("-e") || has("-c") ? both : only);
  if (!has("-z") && !input.given) open(scope, "sends");
}

const socatTakes = takes("-b -t -T -l -L -W -S");

/** `socat`: two addresses, each a host, a file or a program. */
export function socat(args: readonly Field[], input: Input, scope: Scope): void {
  for (const field of operandsOf(args, socatTakes).operands) {
    const match = /^([A-Za-z0-9-]+):(.*)$/s.exec(field.prefix);
    const kind = match?.[1]?.toUpperCase() ?? "";
    const rest = behind(field, (match?.[1]?.length ?? 0) + 1);
    if (/^(EXEC|SYSTEM|SHELL)$/.test(kind)) {
      inner({ ...rest, text: rest.text.replace(/,(pty|stderr|setsid|sigint|sane|ctty|raw|echo=\d).*$/, "") }, scope);
    } else if (/LISTEN|RECV/.test(kind)) connect(scope, null, both);
    else if (/^(TCP|UDP|OPENSSL|SSL|SCTP|SOCKS|PROXY)/.test(kind)) connect(scope, rest.exact ? rest.text.replace(/^(\[[^\]]*\]|[^:,]*).*$/s, "$1") : null, both);
    else if (/^(OPEN|FILE|GOPEN|CREATE)$/.test(kind)) {
      const file = { ...rest, text: rest.text.replace(/,.*$/s, "") };
      path(scope, file, "reads");
      path(scope, file, "writes");
    } else if (kind === "" && !/^(-|STDIO|STDIN|STDOUT)$/.test(field.text)) path(scope, field, "reads");
    if (!field.exact) open(scope, "connects", "sends", "runs");
  }
  if (input.given) open(scope, "sends");
}

const mailTakes = takes("-s -a -A -c -b -r -f -t -S -q -e -h --to --from --server --attach --body");

/** Mail: sent to whoever is addressed, by a server that is not seen. */
export function mail(args: readonly Field[], scope: Scope): void {
  const { operands, options } = operandsOf(args, mailTakes);
  const targets = [...operands, ...options.filter(({ name }) => /^(-c|-b|--to|--server|-t)$/.test(name)).map(({ value }) => value ?? unknownField)];
  for (const { name, value } of options) if (value !== null && /^(-a|-A|-q|--attach)$/.test(name)) path(scope, value, "reads");
  connect(scope, null, both);
  for (const field of targets) {
    const address = /@([^@\s>]+)>?$/.exec(field.text)?.[1];
    if (address !== undefined) connect(scope, address, ["sends"]);
  }
}
