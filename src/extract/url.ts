// A URL, bare host or e-mail address to its host, its registrable domain, and whether that host is a private one.
// Hosts are in one form: lower-case, no trailing dot, addresses in their usual notation. Nothing is resolved.

import ipaddr from "ipaddr.js";
import { getDomain, parse } from "tldts";
import { AUTHORITY_TEXT_MAX } from "../base/limits.js";

/** The host, or null when the text names none. */
export function hostOf(text: string): string | null {
  const bare = text.trim().replace(/^[\0-\x20]+/, "");
  // What these name runs or stands in itself, also behind `//` and a host.
  if (/^(file|data|javascript|vbscript|blob|about|tel|sms):/i.test(bare)) return null;
  const scheme = /^([a-z][a-z0-9+.-]{0,63}):(?=[/\\\t\n\r])/i.exec(bare)?.[1];
  if (scheme !== undefined) return authority(bare.slice(scheme.length + 1));
  const web = /^(?:https?|wss?|ftp):/i.exec(bare)?.[0];
  if (web !== undefined) return authority(bare.slice(web.length));
  // A reference without its scheme, as pages have them.
  if (/^[/\\]{2}/.test(bare)) return authority(bare);
  const address = addressHost(bare);
  if (address !== null) return authority(address);
  return bare !== "" && !/[\s@,;<>"'()]/.test(bare) ? bareHost(bare) : null;
}

/** The host of an e-mail address, alone or behind a name in `<>`, as it is written; null for what is none. */
function addressHost(bare: string): string | null {
  const sign = bare.indexOf("@");
  if (sign < 1 || sign > AUTHORITY_TEXT_MAX || !/^(?:mailto:|sip:|xmpp:)?(?:[^<>]*<)?[^\s<>@]+$/i.test(bare.slice(0, sign))) return null;
  const behind = bare.slice(sign + 1);
  const length = behind.search(/[\s<>@/?:,;]/);
  const host = length === -1 ? behind : behind.slice(0, length);
  const rest = behind.slice(host.length);
  const query = rest.endsWith(">") ? rest.slice(0, -1) : rest;
  return host !== "" && (query === "" || /^[?:/]/.test(query)) && !/[\s<>]/.test(query) ? host : null;
}

/** The host's registrable domain by the public suffix list (its private part too); the host itself where it has none. */
export function domainOf(text: string): string | null {
  const host = hostOf(text);
  return host === null ? null : getDomain(host, { allowPrivateDomains: true }) ?? host;
}

/** Whether the host is this machine, its network or its cloud's metadata service; null when there is no host. */
export function privateHost(text: string): boolean | null {
  const host = hostOf(text);
  if (host === null) return null;
  const address = isAddress(host) ? host : wildcardAddress(host);
  if (address !== null) return privateAddress(ipaddr.parse(address));
  return !host.includes(".") || privateNames.test(host) || loopbackNames.test(host);
}

/** The host that a text is as a whole, in the form browsers give it; null where it is none. */
export function hostIn(text: string): string | null {
  return /[\s/\\?#@]/.test(text) ? null : authority(text);
}

/** Whether the host of a URL, or the text as a host, is an IP address in any notation; null where there is no host. */
export function isAddressText(text: string): boolean | null {
  const host = anyHost(text);
  return host === null ? null : isAddress(host);
}

/**
 * Whether that host is an address in the network (`10.0.0.0/8`, or one address), or the text a network in it; a name is not. Null where there is
 * no host, no such network, or a wider one that has it: some of its addresses are in it, and some are not.
 */
export function inNetwork(text: string, network: string): boolean | null {
  const range = networkOf(network);
  const given = addressesOf(text);
  if (range === null || given === null) return null;
  if (given === "name") return false;
  const [[base, bits], [address, width]] = [range, given];
  // Addresses of version 4 stand among those of version 6.
  if (address.kind() !== base.kind()) return address.kind() === "ipv6" && width < 96 && ipaddr.parse("::ffff:0:0").match(address, width) ? null : false;
  return address.match(base, Math.min(bits, width)) ? width >= bits || null : false;
}

/** The addresses a text stands for: those of a network (`10.0.0.0/8`, `10.0.0.0/255.0.0.0`), or that of its host; null where nobody can tell. */
function addressesOf(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | "name" | null {
  // `10.0.0.1-10.0.0.9`: from one address to another.
  if (/^\s*[\d.]+\s*-\s*[\d.]+\s*$/.test(text)) return null;
  const host = anyHost(text);
  if (host === null || !isAddress(host)) return host === null ? networkOf(text) : "name";
  const address = ipaddr.process(host);
  // Without a scheme, a slash and a digit behind an address begin the size of a network, or what is none.
  const size = /^[^/\\?#]{1,80}\/(?=\d)(.*)$/s.exec(text.trim())?.[1];
  if (size === undefined) return [address, address.kind() === "ipv4" ? 32 : 128];
  if (/^\d{1,3}$/.test(size)) return networkOf(`${host}/${size}`);
  const mask = ipaddr.IPv4.isValidFourPartDecimal(size) ? ipaddr.IPv4.parse(size).prefixLengthFromSubnetMask() : null;
  return mask === null || address.kind() === "ipv6" ? null : [address, mask];
}

/** A network as its address and how many bits count; that of a mapped address is one of version 4. */
function networkOf(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | null {
  const match = /^([0-9a-f.:]{2,45})(?:\/(\d{1,3}))?$/i.exec(text.trim());
  const plain = match?.[1] ?? "";
  if (plain.includes(":") ? !isSix(plain) : !ipaddr.IPv4.isValidFourPartDecimal(plain)) return null;
  const address = ipaddr.parse(plain);
  const all = address.kind() === "ipv4" ? 32 : 128;
  const bits = match?.[2] === undefined ? all : Number(match[2]);
  if (bits > all) return null;
  const inner = ipaddr.process(plain);
  return inner.kind() === address.kind() ? [address, bits] : bits >= 96 ? [inner, bits - 96] : null;
}

/** The host of a URL or address, or of a text that is a host in whatever notation. */
function anyHost(text: string): string | null {
  const host = hostOf(text);
  if (host !== null) return host;
  const bare = text.trim().replace(/%[\w.-]{1,32}(?=\]?$)/, "");
  return isSix(bare) ? authority(`[${bare}]`) : bare === "" || /^[a-z][a-z0-9+.-]*:\D/i.test(bare) ? null : hostIn(bare);
}

/** The scheme of a URL, in lower case; null for what is no URL. */
export function schemeOf(text: string): string | null {
  const scheme = urlOf(text)?.protocol.slice(0, -1);
  return scheme ?? null;
}

/** Ports of schemes that people do not write. */
const ports: ReadonlyMap<string, number> = new Map([
  ["http", 80], ["https", 443], ["ws", 80], ["wss", 443], ["ftp", 21], ["ftps", 990], ["sftp", 22], ["ssh", 22], ["telnet", 23], ["smtp", 25], ["imap", 143], ["ldap", 389], ["ldaps", 636],
  ["git", 9418], ["mysql", 3306], ["postgres", 5432], ["postgresql", 5432], ["redis", 6379], ["rediss", 6379], ["amqp", 5672], ["mongodb", 27_017], ["rtsp", 554],
]);

/** The port of a URL, that of its scheme where none is written; of `host:port` the port. Null where there is none. */
export function portOf(text: string): number | null {
  const url = urlOf(text);
  if (url !== null) return url.port !== "" ? Number(url.port) : url.host === "" ? null : ports.get(url.protocol.slice(0, -1)) ?? null;
  const port = /:(\d{1,5})$/.exec(text.trim())?.[1];
  return port !== undefined && Number(port) < 65_536 && hostOf(text) !== null && !isSix(text.trim()) ? Number(port) : null;
}

/** What stands before the host of a URL, decoded once; empty where nothing does, null for what is no URL. */
export function userOf(text: string): string | null {
  const url = urlOf(text);
  if (url === null) return null;
  try {
    return decodeURIComponent(url.password === "" ? url.username : `${url.username}:${url.password}`);
  } catch {
    return null;
  }
}

/** The path of a URL, normalised and decoded once; null where decoding makes folders of it that were none, or gives no text. */
export function pathOf(text: string): string | null {
  const path = urlOf(text)?.pathname;
  if (path === undefined) return null;
  try {
    const decoded = decodeURIComponent(path);
    return decoded !== path && decoded.split(/[/\\]/).some((segment) => segment === "." || segment === "..") ? null : decoded;
  } catch {
    return null;
  }
}

/** The query of a URL; of a key that is there twice the first. */
export function queryOf(text: string): ReadonlyMap<string, string> | null {
  const url = urlOf(text);
  if (url === null) return null;
  const query = new Map<string, string>();
  for (const [key, value] of url.searchParams) if (!query.has(key)) query.set(key, value);
  return query;
}

/** The URL that a text is, read as browsers read it; a host without its scheme is none, nor is a drive (`C:/x`), nor `host:port`. */
function urlOf(text: string): URL | null {
  const bare = text.trim().replace(/[\t\r\n]+/g, "");
  if (!/^([a-z][a-z0-9+.-]{1,63}:[/\\]|(https?|wss?|ftp|file|mailto|data|javascript|blob|about|tel|sms|sip|xmpp|urn|cid|view-source):)/i.test(bare)) return null;
  if (isTorn(bare.replace(/^[^:]*:[/\\]*/, ""))) return null;
  try {
    return new URL(bare);
  } catch {
    return null;
  }
}

/** Names that are never public, and names of metadata services. */
const privateNames = /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa|cluster\.local)$/;
/** Public names that anyone knows to point at the loopback address. */
const loopbackNames = /(^|\.)(localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|yoogle\.com|fbi\.com\.localhost)$/;

/** The address in a name of a wildcard DNS service (`10.0.0.1.nip.io`, `app-10-0-0-1.sslip.io`, `7f000001.nip.io`). */
function wildcardAddress(host: string): string | null {
  const sixteen = /(?:^|[.-])([0-9a-f]{8})\.(?:nip\.io|sslip\.io|xip\.io)$/.exec(host)?.[1];
  if (sixteen !== undefined) return [0, 2, 4, 6].map((at) => Number.parseInt(sixteen.slice(at, at + 2), 16)).join(".");
  const match = /(?:^|[.-])(\d{1,3})[.-](\d{1,3})[.-](\d{1,3})[.-](\d{1,3})\.(?:nip\.io|sslip\.io|xip\.io)$/.exec(host);
  if (match === null) return null;
  const address = match.slice(1, 5).join(".");
  return ipaddr.IPv4.isValidFourPartDecimal(address) ? address : null;
}

/** A service of one cloud that stands outside the private ranges. */
const azureHost = "168.63.129.16";

function privateAddress(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.kind() === "ipv4") return address.range() !== "unicast" || address.toString() === azureHost;
  const six = address as ipaddr.IPv6;
  const bytes = six.toByteArray();
  switch (six.range()) {
    case "ipv4Mapped": return privateAddress(six.toIPv4Address());
    case "rfc6052": return privateAddress(new ipaddr.IPv4(bytes.slice(12)));
    case "6to4": return privateAddress(new ipaddr.IPv4(bytes.slice(2, 6)));
    case "unicast": return bytes.slice(0, 12).every((byte) => byte === 0);
    default: return true;
  }
}

// ipaddr.js asks whether something is an address by trying and catching, so it is not asked of what plainly is none.
function isSix(text: string): boolean {
  return text.length < 64 && text.includes(":") && ipaddr.IPv6.isValid(text);
}
function isAddress(host: string): boolean {
  return /^[\d.]+$/.test(host) ? ipaddr.IPv4.isValid(host) : isSix(host);
}

/** The host of what stands behind `scheme:`, in the one form that browsers give it: they see no tabs, and count no slashes. */
function authority(text: string): string | null {
  let from = 0;
  while (from < text.length && "/\\\t\n\r".includes(text.charAt(from))) from++;
  // What is cut off is cut within the URL's own tabs and line breaks: with more of them than names have letters, there is no host.
  const head = text.slice(from, from + AUTHORITY_TEXT_MAX + 1);
  const length = head.search(/[/\\?#]/);
  if (length === -1 && head.length > AUTHORITY_TEXT_MAX) return null;
  const whole = length === -1 ? head : head.slice(0, length);
  // A blank before what follows is one in the host; at the end of the text it is none.
  if (isTorn(head) || (length !== -1 && /[\0-\x20]$/.test(whole.replace(/[\t\n\r]+/g, "")))) return null;
  try {
    const name = undotted(new URL(`http://${whole}`).hostname.toLowerCase());
    const host = name.startsWith("[") ? name.slice(1, -1) : name;
    return host === "" ? null : isSix(host) ? ipaddr.IPv6.parse(host).toString() : host;
  } catch {
    // The URL standard knows no host here, so nothing could connect to one.
    return null;
  }
}

/** `good.example\@evil.example`, `good.example\.evil.example`: browsers see the first host, programs that follow RFC 3986 another. */
function isTorn(head: string): boolean {
  const end = head.search(/[/?#]/);
  const authority = end === -1 ? head : head.slice(0, end);
  const back = authority.indexOf("\\");
  return back !== -1 && (authority.includes("@", back) || authority[back + 1] === ".");
}

/** A name without the dots at its end. */
function undotted(name: string): string {
  let end = name.length;
  while (end > 0 && name[end - 1] === ".") end--;
  return name.slice(0, end);
}

/** A host without a scheme: an address in its usual notation, or a name under a suffix that exists. */
function bareHost(text: string): string | null {
  const host = isSix(text) ? authority(`[${text}]`) : authority(text);
  if (host === null || /^[./~\\]/.test(text)) return null;
  const head = text.slice(0, AUTHORITY_TEXT_MAX);
  if (isAddress(host)) return /^\[|:.*:|^\d{1,3}(\.\d{1,3}){3}([:/]|$)/.test(head) ? host : null;
  if (privateNames.test(host) || /\.(test|example|invalid|onion)$/.test(host)) return host;
  const name = parse(host, { allowPrivateDomains: true });
  return name.isIcann === true || name.isPrivate === true ? host : null;
}
