// Programs that talk to other machines, to the hosts they connect to and whether they send anything there.
// `sends` has `*` wherever something is sent, beside the hosts that are known. Nothing is resolved.

import { both, connect, host, only, open, path, type Input, type Scope } from "./effects.js";
import { git } from "./git.js";
import { curl, httpie, wget } from "./http.js";
import { operandsOf, takes } from "./options.js";
import { copy, mail, netcat, session, socat, ssh } from "./remote.js";
import { unknownField, type Field } from "./word.js";

/** Adds what a network program does; false when the command is none. */
export function network(command: string, args: readonly Field[], input: Input, scope: Scope): boolean {
  switch (command) {
    case "curl": curl(args, input, scope); return true;
    case "wget": case "wget2": wget(args, scope); return true;
    case "http": case "https": case "xh": case "xhs": httpie(args, input, scope); return true;
    case "scp": case "rsync": copy(command, args, scope); return true;
    case "ssh": case "mosh": case "autossh": ssh(args, input, scope); return true;
    case "sftp": case "ftp": case "lftp": case "tftp": case "telnet": case "smbclient": session(args, scope); return true;
    case "nc": case "ncat": case "netcat": netcat(args, input, scope); return true;
    case "socat": socat(args, input, scope); return true;
    case "git": git(args, scope); return true;
    case "openssl": openssl(args, input, scope); return true;
    case "mail": case "mailx": case "mutt": case "sendmail": case "msmtp": case "swaks": mail(args, scope); return true;
    case "aws": case "gsutil": case "gcloud": case "az": case "s3cmd": case "rclone": case "mc": case "gh": case "glab": cloud(args, scope); return true;
    case "docker": case "npm": case "pnpm": case "yarn": case "twine": case "cargo": case "gem": case "podman": case "helm": case "oras":
      if (args.some((field) => /^(push|publish|upload|login)$/.test(field.text))) connect(scope, null, both);
      return false;
    case "psql": case "mysql": case "mongosh": case "mongo": case "redis-cli": case "pg_dump": case "mysqldump": case "ldapsearch": database(args, scope); return true;
    default: return false;
  }
}

function openssl(args: readonly Field[], input: Input, scope: Scope): void {
  args.forEach((field, index) => {
    const value = args[index + 1] ?? unknownField;
    if (/^-(in|inkey|key|cert|CAfile|kfile)$/.test(field.text)) path(scope, value, "reads");
    if (/^-(out|keyout)$/.test(field.text)) path(scope, value, "writes");
    if (/^-(connect|proxy)$/.test(field.text)) connect(scope, value.exact ? value.text : null, input.given || value.substituted ? both : only);
  });
  if (args[0]?.text === "s_client" && !input.given) open(scope, "sends");
}

function cloud(args: readonly Field[], scope: Scope): void {
  const { operands } = operandsOf(args, {});
  open(scope, "connects", "writes", "deletes");
  const far = (field: Field | undefined): boolean => field !== undefined && (!field.exact || /^(s3|gs|az|r2|oci|b2):\/\/|^[A-Za-z][\w-]+:(?!\/\/|\\)/.test(field.text));
  for (const field of operands) if (field.exact && !far(field) && /^[~./]|\//.test(field.text) && !/:\/\//.test(field.text)) path(scope, field, "reads");
  if (far(operands[operands.length - 1]) || operands.some((field) => /^(put|upload|create|push|publish|send|sync|copy|cp|mv|move|import|edit|comment|api)$/.test(field.text))) connect(scope, null, both);
  else open(scope, "sends");
}

function database(args: readonly Field[], scope: Scope): void {
  const { operands, options } = operandsOf(args, takes("-h -p -P -u -U -d -c -f -H -D -e -o -w -b -n --host --port --user --username --dbname --command --file --eval --uri --output --execute"));
  const named = options.find(({ name }) => /^(-h|-H|--host|--uri)$/.test(name))?.value ?? operands.find((field) => /:\/\//.test(field.text));
  for (const { name, value } of options) {
    if (value === null) continue;
    if (name === "-f" || name === "--file") path(scope, value, "reads");
    if (name === "-o" || name === "--output") path(scope, value, "writes");
  }
  if (named !== undefined) host(scope, named, both);
  else open(scope, "connects", "sends");
  open(scope, "reads", "writes", "deletes");
}

