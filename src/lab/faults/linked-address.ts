import { join } from "node:path";
import type { RunningPart } from "../supervisor/part.ts";
import type { LinkTarget } from "./link.ts";
import type { Links } from "./links.ts";

/**
 * The same address, by way of the link between these two parts. Of a database whose host is the folder of a Unix socket as well as of
 * anything that listens on this machine.
 */
export async function linkedUrl(links: Links, from: string, to: string, url: string): Promise<string> {
  const linked = new URL(url);
  linked.host = `127.0.0.1:${await links.open(from, to, targetOf(linked))}`;
  return url.endsWith("/") ? linked.href : linked.href.replace(/\/$/, "");
}

function targetOf({ hostname, port, protocol }: URL): LinkTarget {
  const host = decodeURIComponent(hostname);
  if (host.startsWith("/")) return { path: join(host, `.s.PGSQL.${port === "" ? "5432" : port}`) };
  return { port: Number(port === "" ? (protocol === "http:" ? "80" : "5432") : port) };
}

type Settings = Readonly<Record<string, string>>;

/** What a process is told of others that run here, each by way of a link of its own. Whoever runs elsewhere is reached as ever. */
export async function linkedSettings(
  links: Links,
  from: string,
  settings: Settings,
  parts: readonly RunningPart[],
): Promise<Settings> {
  const runs = (name: string) => parts.some((part) => part.name === name);
  const changed: Record<string, string> = {};
  const lead = async (variable: string, to: string) => {
    const url = settings[variable];
    if (url !== undefined && runs(to)) changed[variable] = await linkedUrl(links, from, to, url);
  };
  await lead("DATABASE_URL", runs("pgbouncer") ? "pgbouncer" : "postgres");
  await lead("TENFOLD_DATABASE_DIRECT_URL", "postgres");
  await lead("TENFOLD_SANDBOX_URL", "sandbox");
  const replicas = JSON.parse(settings.TENFOLD_REPLICAS ?? "[]") as { readonly name: string; readonly url: string }[];
  const linked = [];
  for (const replica of replicas) {
    linked.push(runs(replica.name) ? { ...replica, url: await linkedUrl(links, from, replica.name, replica.url) } : replica);
  }
  if (replicas.length > 0) changed.TENFOLD_REPLICAS = JSON.stringify(linked);
  return { ...settings, ...changed };
}
