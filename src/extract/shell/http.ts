// Programs that speak HTTP, to the hosts they reach, what they send there and the files they read and write for it.
// Knows their options by name; whatever else they can do does not change where data goes.

import { both, connect, hide, host, only, open, path, unseen, type Input, type Scope } from "./effects.js";
import { behind, inner, operandsOf, takes } from "./options.js";
import { known, unknownField, type Field } from "./word.js";

const curlTakes = takes(
  "-A -b -c -C -d -D -e -E -F -h -H -K -m -o -P -Q -r -t -T -u -U -w -x -X -y -Y -z --url --data --data-raw --data-binary --data-urlencode --data-ascii --json --form --form-string --upload-file " +
  "--request --output --output-dir --dump-header --cookie --cookie-jar --config --header --user --proxy --user-agent --referer --cert --key --cacert --capath --max-time --connect-timeout --retry --retry-delay " +
  "--resolve --connect-to --interface --write-out --range --limit-rate --socks5 --socks5-hostname --socks4 --netrc-file --oauth2-bearer --unix-socket --aws-sigv4 --proto --preproxy --trace --trace-ascii --stderr --dns-servers --doh-url --variable --etag-save --etag-compare --mail-from --mail-rcpt --mail-auth");

const curlLongs = Object.keys(curlTakes).filter((name) => name.startsWith("--"));

/** Of old, `curl` takes a long option by its beginning too; `--head` and `--netrc` are options of their own. */
function unabridged(field: Field): Field {
  const name = /^--[a-z][a-z0-9-]*/.exec(field.prefix)?.[0] ?? "";
  if (name.length < 4 || /^--(head|netrc)$/.test(name) || Object.hasOwn(curlTakes, name)) return field;
  const whole = curlLongs.find((long) => long.startsWith(name));
  return whole === undefined ? field : { ...field, text: whole + field.text.slice(name.length), prefix: whole + field.prefix.slice(name.length) };
}

/** What `curl` fetches, sends and writes. */
export function curl(args: readonly Field[], input: Input, scope: Scope): void {
  const { operands, options } = operandsOf(args.map(unabridged), curlTakes);
  const urls = [...operands];
  // These carry what their address says to whoever listens there.
  let sends = operands.some((field) => field.substituted || /^(gopher|dict):/i.test(field.prefix));
  for (const { name, value } of options) {
    if (value === null) {
      if (/^(-O|--remote-name|--remote-name-all)$/.test(name)) for (const url of operands) path(scope, lastSegment(url), "writes");
      continue;
    }
    sends ||= value.substituted;
    switch (name) {
      case "--url": urls.push(value); break;
      case "-d": case "--data": case "--data-binary": case "--data-ascii": case "--json": case "--data-urlencode":
        sends = true;
        attached(scope, value, /^[^@=]*@/);
        break;
      case "-F": case "--form":
        sends = true;
        attached(scope, value, /^[^=]*=[@<]/);
        break;
      case "--data-raw": case "--form-string": case "--mail-from": case "--mail-rcpt": sends = true; break;
      case "-T": case "--upload-file":
        sends = true;
        path(scope, value, "reads");
        break;
      case "-X": case "--request": sends ||= !value.exact || !/^(GET|HEAD|OPTIONS)$/i.test(value.text); break;
      case "-o": case "--output": case "-D": case "--dump-header": case "-c": case "--cookie-jar": case "--output-dir": case "--trace": case "--trace-ascii": case "--stderr": case "--etag-save": path(scope, value, "writes"); break;
      case "-b": case "--cookie": if (value.exact && !value.text.includes("=")) { sends = true; path(scope, value, "reads"); } break;
      case "-H": case "--header": if (value.text.startsWith("@")) { sends = true; path(scope, behind(value, 1), "reads"); } break;
      case "-E": case "--cert": case "--key": case "--cacert": case "--netrc-file": path(scope, value, "reads"); break;
      case "-K": case "--config":
        path(scope, value, "reads");
        if (value.text === "-" && input.text === null) open(scope);
        open(scope, "connects", "sends", "reads", "writes");
        break;
      case "-x": case "--proxy": case "--preproxy": case "--socks5": case "--socks5-hostname": case "--socks4": case "--doh-url": host(scope, value, only); break;
      case "--resolve": case "--connect-to": case "--unix-socket": open(scope, "connects"); break;
      case "--variable": open(scope, "reads", "sends"); break;
      default: break;
    }
  }
  for (const url of urls) {
    if (/^file:/i.test(url.text)) path(scope, url, "reads");
    else {
      host(scope, url, sends ? both : only);
      if (!url.exact && !url.substituted) open(scope, "sends");
    }
  }
  if (urls.length === 0 && sends) connect(scope, null, both);
}

/** `@file` and the like: what is read to be sent. */
function attached(scope: Scope, value: Field, mark: RegExp): void {
  const match = mark.exec(value.prefix);
  if (match !== null && !value.prefix.startsWith("{")) path(scope, { ...behind(value, match[0].length), text: behind(value, match[0].length).text.replace(/;(type|filename)=.*$/, "") }, "reads");
}

/** The file name a download gets. */
function lastSegment(url: Field): Field {
  const name = /^(?:[a-z]+:\/\/)?[^/?#]+\/(?:[^?#]*\/)?([^/?#]+)(?:[?#].*)?$/i.exec(url.text)?.[1];
  return url.exact && name !== undefined ? known(name) : url.exact ? known("index.html") : unknownField;
}

const wgetTakes = takes("-O -o -a -P -i -t -T -U -e -B -Q -A -R -D -l -w --post-data --post-file --body-data --body-file --method --header --output-document --output-file --append-output --directory-prefix --input-file --user --password --load-cookies --save-cookies --use-askpass --user-agent --timeout --tries --certificate --private-key --referer --execute --limit-rate --level --wait --accept --reject --domains");

/** What `wget` fetches, sends and writes. */
export function wget(args: readonly Field[], scope: Scope): void {
  const { operands, options } = operandsOf(args, wgetTakes);
  let sends = operands.some((field) => field.substituted);
  let named = false;
  let directory: Field | null = null;
  for (const { name, value } of options) {
    if (value === null) continue;
    sends ||= value.substituted;
    switch (name) {
      case "--post-data": case "--body-data": sends = true; break;
      case "--post-file": case "--body-file": sends = true; path(scope, value, "reads"); break;
      case "--method": sends ||= !/^(GET|HEAD)$/i.test(value.text); break;
      case "-O": case "--output-document": named = true; path(scope, value, "writes"); break;
      case "-o": case "-a": case "--output-file": case "--append-output": case "--save-cookies": path(scope, value, "writes"); break;
      case "-P": case "--directory-prefix": directory = value; break;
      case "-i": case "--input-file": path(scope, value, "reads"); open(scope, "connects", "writes"); break;
      case "--load-cookies": case "--certificate": case "--private-key": path(scope, value, "reads"); break;
      case "-e": case "--execute": if (/askpass/i.test(value.text)) hide(scope); open(scope, "connects", "writes", "sends"); break;
      case "--use-askpass": inner(value, scope); unseen(scope); break;
      default: break;
    }
  }
  // What a page links to is fetched too, and may be elsewhere.
  if (options.some(({ name }) => /^(-r|-m|-p|--recursive|--mirror|--page-requisites)$/.test(name))) open(scope, "connects", "writes");
  for (const url of operands) {
    host(scope, url, sends ? both : only);
    if (!url.exact && !url.substituted) open(scope, "sends");
    if (!named && !options.some((option) => option.name === "--spider")) path(scope, directory ?? lastSegment(url), "writes");
  }
}

const httpieTakes = takes("-a --auth -o --output --session --proxy --cert --cert-key --verify --timeout -A --auth-type");

/** What HTTPie and `xh` fetch, send and write. */
export function httpie(args: readonly Field[], input: Input, scope: Scope): void {
  const { operands, options } = operandsOf(args, httpieTakes);
  const method = operands[0]?.text ?? "";
  const rest = /^[A-Z]+$/.test(method) ? operands.slice(1) : operands;
  const items = rest.slice(1);
  const sends = input.given || /^(POST|PUT|PATCH|DELETE)$/.test(method) || items.some((field) => !field.exact || /(:?=|@)/.test(field.text)) || args.some((field) => field.substituted);
  for (const item of items) {
    const file = /^[^=@:]*(?:=@|:=@|@)/.exec(item.prefix);
    if (file !== null) path(scope, behind(item, file[0].length), "reads");
  }
  for (const { name, value } of options) if (value !== null && /^(-o|--output)$/.test(name)) path(scope, value, "writes");
  if (rest[0] !== undefined) host(scope, rest[0], sends ? both : only);
}
