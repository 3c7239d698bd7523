import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

export interface ClientLimit {
  /** Takes one request of the client who sent it. 0 when it may be served, else the seconds after which it may come again. */
  take(request: IncomingMessage): number;
}

export type ClientLimitOptions = {
  readonly requestsPerSecond: number;
  readonly burst: number;
  /** As fastify's `trustProxy`. */
  readonly trustedProxies: readonly string[];
  readonly nowMs?: () => number;
};

/** 100 bytes each; those who come next push out who has not come for the longest time. */
const MAX_CLIENTS = 50_000;
const FORWARDED_ADDRESSES = 16;

/** The networks that fastify knows by name. */
const namedNetworks: Readonly<Record<string, readonly string[]>> = {
  loopback: ["127.0.0.0/8", "::1/128"],
  linklocal: ["169.254.0.0/16", "fe80::/10"],
  uniquelocal: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
};

/** `[tokens, at]`: what was left then. */
type Bucket = [number, number];

/**
 * A bucket of tokens for each address, in the memory of this process. It only keeps one client from taking the place of all others, so it
 * need not be exact over processes: each allows its share. Addresses of this machine are not limited.
 */
export function createClientLimit(options: ClientLimitOptions): ClientLimit {
  const { requestsPerSecond, burst, nowMs = () => performance.now() } = options;
  if (requestsPerSecond === 0) return { take: () => 0 };
  const own = networksOf(["loopback"]);
  const proxies = networksOf(options.trustedProxies);
  const hasProxies = options.trustedProxies.length > 0;
  const buckets = new Map<string, Bucket>();

  return {
    take(request) {
      const direct = request.socket.remoteAddress ?? "";
      const address = hasProxies ? clientAddress(direct, request.headers["x-forwarded-for"], proxies) : direct;
      if (contains(own, address)) return 0;
      const now = nowMs();
      const known = buckets.get(address);
      const tokens = known === undefined ? burst : Math.min(burst, known[0] + ((now - known[1]) / 1_000) * requestsPerSecond);
      const isAllowed = tokens >= 1;
      // Set anew, it is the last of the map again.
      buckets.delete(address);
      buckets.set(address, [isAllowed ? tokens - 1 : tokens, now]);
      if (buckets.size > MAX_CLIENTS) buckets.delete(buckets.keys().next().value!);
      return isAllowed ? 0 : Math.ceil((1 - tokens) / requestsPerSecond);
    },
  };
}

/** Who stands before the proxies that are believed: the last address that is none of them. */
function clientAddress(direct: string, forwarded: string | string[] | undefined, proxies: BlockList): string {
  const text = typeof forwarded === "string" ? forwarded : (forwarded ?? []).join(",");
  const addresses = text.split(",").slice(-FORWARDED_ADDRESSES);
  let client = direct;
  while (contains(proxies, client) && addresses.length > 0) {
    const next = addresses.pop()!.trim();
    if (isIP(next) === 0) break;
    client = next;
  }
  return client;
}

function networksOf(names: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of names.flatMap((name) => namedNetworks[name] ?? [name])) {
    const [address, bits] = network.split("/") as [string, string?];
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

function contains(list: BlockList, address: string): boolean {
  // BlockList knows IPv4 addresses inside of IPv6 ones by itself.
  return list.check(address, address.includes(":") ? "ipv6" : "ipv4");
}
