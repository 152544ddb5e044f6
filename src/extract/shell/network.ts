// Programs that talk to other machines, to the hosts they connect to and whether they send anything there.
// `sends` has `*` wherever something is sent, beside the hosts that are known. Nothing is resolved.

import { both, connect, only, open, path, unseen, type Input, type Scope } from "./effects.js";
import { git } from "./git.js";
import { curl, httpie, wget } from "./http.js";
import { copy, mail, netcat, session, socat, ssh } from "./remote.js";
import { unknownField, type Field } from "./word.js";

/** Adds what a network program does; false when the command is none. */
export function network(command: string, args: readonly Field[], input: Input, scope: Scope): boolean {
  switch (command) {
    case "curl": curl(args, input, scope); return true;
    case "wget": wget(args, scope); return true;
    case "http": httpie(args, input, scope); return true;
    case "scp": case "rsync": copy(command, args, scope); return true;
    case "ssh": ssh(args, input, scope); return true;
    case "sftp": session(args, scope); return true;
    case "nc": netcat(args, input, scope); return true;
    case "socat": socat(args, input, scope); return true;
    case "git": git(args, scope); return true;
    case "openssl": openssl(args, input, scope); return true;
    case "mail": mail(args, scope); return true;
    default: return false;
  }
}

function openssl(args: readonly Field[], input: Input, scope: Scope): void {
  args.forEach((field, index) => {
    const value = args[index + 1] ?? unknownField;
    if (/^-(in|inkey|key|cert|CAfile|kfile)$/.test(field.text)) path(scope, value, "reads");
    if (/^-(out|keyout)$/.test(field.text)) path(scope, value, "writes");
    if (/^-(connect|proxy)$/.test(field.text)) connect(scope, value.exact ? value.text : null, (input.given && input.text !== "") || value.substituted ? both : only);
  });
  if (args[0]?.text === "s_client" && !input.given) open(scope, "sends");
  if (args[0]?.text === "s_server") open(scope, "reads", "connects", "sends");
  // Code that it loads.
  if (args.some((field) => /^-(engine|provider|provider-path|config)$/.test(field.text))) unseen(scope);
  const last = args[args.length - 1];
  if (/^(dgst|md5|sha\d+|prime)$/.test(args[0]?.text ?? "") && last !== undefined && args.length > 1 && !last.prefix.startsWith("-")) path(scope, last, "reads");
}

