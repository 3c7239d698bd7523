import { type LookupAddress, lookup as systemLookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** Why an address is no target, in words for whoever entered it. */
export class TargetRefused extends Error {
  override readonly name = "TargetRefused";
}

export type ResolveAll = (hostname: string) => Promise<readonly LookupAddress[]>;

export type TargetOptions = {
  /** True only where the shop itself listens on loopback: then plain HTTP and the machine's own networks are allowed. */
  readonly allowPrivateTargets: boolean;
  readonly resolveAll?: ResolveAll;
};

export interface Targets {
  /** The URL if webhooks may go there. @throws TargetRefused */
  check(url: string): Promise<URL>;
  /** Checks what does not need a name to be resolved. @throws TargetRefused */
  checkForm(url: string): URL;
  /** Resolves for a connection: the connection goes to an address that was checked, whatever the name says a moment later. */
  readonly lookup: LookupFunction;
}

/** RFC 2606 hosts and the like have at most 253 characters; the path is the subscriber's. */
export const MAX_URL_LENGTH = 2_048;

const privateNetworks = new BlockList();
// IANA special-purpose registries, read in 2026: what is not globally reachable, and multicast.
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  privateNetworks.addSubnet(network, prefix, "ipv4");
}
for (const [network, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const) {
  privateNetworks.addSubnet(network, prefix, "ipv6");
}
/** All global unicast addresses of IPv6 are in here; what maps or tunnels IPv4 is outside, or listed above. */
const globalUnicast = new BlockList();
globalUnicast.addSubnet("2000::", 3, "ipv6");

export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !privateNetworks.check(address, "ipv4");
  return family === 6 && globalUnicast.check(address, "ipv6") && !privateNetworks.check(address, "ipv6");
}

/** True for the hosts that only this machine reaches: a shop that listens there may call its own machine's addresses too. */
export function isLoopbackHost(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/** Webhooks are requests that a stranger may aim: they must not reach what only the shop's own machines can reach. */
export function createTargets({ allowPrivateTargets, resolveAll = resolveBySystem }: TargetOptions): Targets {
  function checkForm(text: string): URL {
    const url = text.length <= MAX_URL_LENGTH ? URL.parse(text) : null;
    if (url === null) throw new TargetRefused("is not a URL");
    if (url.protocol !== "https:" && !(allowPrivateTargets && url.protocol === "http:"))
      throw new TargetRefused("must be an https URL");
    if (url.username !== "" || url.password !== "") throw new TargetRefused("must not contain a user name or password");
    const address = literalAddress(url);
    if (address !== null) assertAllowed([{ address, family: 0 }]);
    return url;
  }

  function assertAllowed(addresses: readonly LookupAddress[]): void {
    if (addresses.length === 0) throw new TargetRefused("has a host that does not exist");
    // One private address among several is enough to refuse: which of them is used is up to the network.
    if (!allowPrivateTargets && !addresses.every(({ address }) => isPublicAddress(address)))
      throw new TargetRefused("must not point into a private network");
  }

  async function allowedAddresses(hostname: string): Promise<readonly LookupAddress[]> {
    const addresses = await resolveAll(hostname);
    assertAllowed(addresses);
    return addresses;
  }

  return {
    checkForm,
    async check(text) {
      const url = checkForm(text);
      if (literalAddress(url) !== null) return url;
      await allowedAddresses(url.hostname).catch((error: NodeJS.ErrnoException) => {
        throw error instanceof TargetRefused ? error : new TargetRefused("has a host that cannot be resolved");
      });
      return url;
    },
    lookup(hostname, options, callback) {
      allowedAddresses(hostname).then(
        (addresses) => {
          if (options.all) callback(null, [...addresses]);
          else callback(null, addresses[0]!.address, addresses[0]!.family);
        },
        (error: NodeJS.ErrnoException) => callback(error, "", 0),
      );
    },
  };
}

/** The address when the host is one; the URL parser has already read 0x7f.1 and the like as what they mean. */
function literalAddress(url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return isIP(host) === 0 ? null : host;
}

function resolveBySystem(hostname: string): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true }, (error, addresses) => (error === null ? resolve(addresses) : reject(error)));
  });
}
