import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Topology } from "../../../platform/topology/schema.ts";
import { freePorts } from "../free-ports.ts";
import type { Part } from "../part.ts";
import { nginxConfig } from "./nginx-config.ts";
import { plainUser } from "./plain-user.ts";

export type NginxPart = {
  readonly part: Part;
  /** `stub_status`, for the exporter. */
  readonly statusUrl: string;
};

/** Writes nginx.conf into `directory` and says how nginx is started in front of the processes. */
export async function nginxPart(options: {
  readonly program: string;
  readonly directory: string;
  readonly logDirectory: string;
  readonly host: string;
  readonly port: number;
  readonly upstreamPorts: readonly number[];
  readonly proxy: NonNullable<Topology["proxy"]>;
  readonly limits: Topology["limits"];
}): Promise<NginxPart> {
  const { program, directory, host, port, proxy } = options;
  const [statusPort] = (await freePorts(1)) as [number];
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, "nginx.conf");
  const config = nginxConfig({
    host,
    port,
    statusPort,
    upstreamPorts: options.upstreamPorts,
    keepAliveConnections: proxy.keepAliveConnections,
    upstreamTimeoutMs: proxy.upstreamTimeoutMs,
    limits: options.limits,
    directory,
    accessLog: join(options.logDirectory, "nginx-access.log"),
    runAs: plainUser(),
  });
  writeFileSync(file, config, { mode: 0o600 });
  const shown = host.includes(":") ? `[${host}]` : host;
  const statusUrl = `http://127.0.0.1:${statusPort}/status`;
  return {
    statusUrl,
    part: {
      name: "nginx",
      kind: "nginx",
      url: `http://${shown}:${port}`,
      program,
      args: ["-c", file, "-p", directory, "-e", "stderr"],
      ready: { by: "http", url: statusUrl },
      // Finishes the requests in hand.
      stopSignal: "SIGQUIT",
    },
  };
}
