// A URL, bare host or e-mail address to its host, its registrable domain, and whether that host is a private one.
// Hosts are in one form: lower-case, no trailing dot, addresses in their usual notation. Nothing is resolved.

import ipaddr from "ipaddr.js";
import { getDomain, parse } from "tldts";

/** The host, or null when the text names none. */
export function hostOf(text: string): string | null {
  const bare = text.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):(?=\/|\\)/i.exec(bare)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== "file") return authority(bare.slice(scheme.length + 1).replace(/^[\\/]+/, ""));
  if (/^(file|data|javascript|blob|about|tel|sms):/i.test(bare)) return null;
  if (/^https?:/i.test(bare)) return authority(bare.replace(/^https?:/i, ""));
  const address = /^(?:mailto:|sip:|xmpp:)?(?:[^<>]*<)?([^\s<>@]+)@([^\s<>@/?:,;]+)(?:[?:/][^\s<>]*)?>?$/i.exec(bare);
  if (address?.[2] !== undefined) return authority(address[2]);
  return /^[^\s@,;<>"'()]+$/.test(bare) ? bareHost(bare) : null;
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

/** Names that are never public, and names of metadata services. */
const privateNames = /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa|cluster\.local)$/;
/** Public names that anyone knows to point at the loopback address. */
const loopbackNames = /(^|\.)(localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|yoogle\.com|fbi\.com\.localhost)$/;

/** The address in a name of a wildcard DNS service (`10.0.0.1.nip.io`, `app-10-0-0-1.sslip.io`). */
function wildcardAddress(host: string): string | null {
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
  return text.includes(":") && ipaddr.IPv6.isValid(text);
}
function isAddress(host: string): boolean {
  return /^[\d.]+$/.test(host) ? ipaddr.IPv4.isValid(host) : isSix(host);
}

/** The host of what stands behind `scheme://`, in the one form that browsers give it. */
function authority(text: string): string | null {
  try {
    const name = new URL(`http://${text.replaceAll("\\", "/")}`).hostname.toLowerCase().replace(/\.+$/, "");
    const host = name.startsWith("[") ? name.slice(1, -1) : name;
    return host === "" ? null : isSix(host) ? ipaddr.IPv6.parse(host).toString() : host;
  } catch {
    // The URL standard knows no host here, so nothing could connect to one.
    return null;
  }
}

/** A host without a scheme: an address in its usual notation, or a name under a suffix that exists. */
function bareHost(text: string): string | null {
  const host = isSix(text) ? authority(`[${text}]`) : authority(text);
  if (host === null || /^[./~]/.test(text)) return null;
  if (isAddress(host)) return /^\[|:.*:|^\d{1,3}(\.\d{1,3}){3}([:/]|$)/.test(text) ? host : null;
  if (privateNames.test(host) || /\.(test|example|invalid|onion)$/.test(host)) return host;
  const name = parse(host, { allowPrivateDomains: true });
  return name.isIcann === true || name.isPrivate === true ? host : null;
}
