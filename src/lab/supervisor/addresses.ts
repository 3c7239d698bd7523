import { createServer } from "node:net";
import type { Environment } from "../../platform/topology/environment.ts";
import { countApiProcesses } from "../../platform/topology/safety.ts";
import type { Topology } from "../../platform/topology/schema.ts";
import { freePorts } from "./free-ports.ts";

/** How clients reach the processes that serve. */
export type Addresses = {
  /**
   * `nginx`: one address, nginx behind it. `shared`: one address, on which the processes listen together and the system chooses.
   * `own`: each process has its own.
   */
  readonly by: "nginx" | "shared" | "own";
  /** What clients call, in order; one unless `by` is `own`. */
  readonly publicPorts: readonly number[];
  /** Of the processes; the same as `publicPorts` when `by` is `own`. */
  readonly processPorts: readonly number[];
};

/** Only these spread connections over several listeners of one port. */
const SHARING_PLATFORMS: readonly NodeJS.Platform[] = ["linux", "freebsd"];

/** @param hasNginx whether there is one to be started */
export async function chooseAddresses(
  { port }: Pick<Environment, "port">,
  topology: Topology,
  hasNginx: boolean,
  platform: NodeJS.Platform = process.platform,
): Promise<Addresses> {
  const serving = countApiProcesses(topology);
  const wantsOne = topology.proxy?.managed === true;
  const sharing = wantsOne && serving > 1 && SHARING_PLATFORMS.includes(platform);
  if (wantsOne && (hasNginx || sharing)) {
    const [front, ...processPorts] = await freePorts(serving + 1);
    return { by: hasNginx ? "nginx" : "shared", publicPorts: [port === 0 ? front! : port], processPorts };
  }
  const ports = port === 0 ? await freePorts(serving) : Array.from({ length: serving }, (_, index) => port + index);
  return { by: "own", publicPorts: ports, processPorts: ports };
}

/** Throws a sentence when another program has the address, before anything is started that would have to be stopped again. */
export async function demandFree(host: string, ports: readonly number[]): Promise<void> {
  for (const port of ports) {
    const code = await new Promise<string | null>((resolve) => {
      const server = createServer();
      server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
    });
    if (code === "EADDRINUSE") throw new Error(`Port ${port} is in use on ${host}: set PORT to another one.`);
    if (code !== null) throw new Error(`Port ${port} on ${host} cannot be used (${code}): set HOST and PORT to others.`);
  }
}

/** `http://127.0.0.1:8080`, also for IPv6. */
export function urlOf(host: string, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
