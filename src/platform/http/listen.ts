import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Address, assertFree, hasDoors, openFurtherDoors } from "./doors.ts";
import type { App } from "./server.ts";

export type Listening = {
  /** This process's own address: its figures and its health are found there, whoever else serves. */
  readonly url: string;
  /** Drains: see `httpLimits.drainTimeoutMs`. */
  close(): Promise<void>;
};

export type ListenOptions = {
  readonly host: string;
  readonly port: number;
  /** Several processes listen on it together, and the system gives each connection to one of them. */
  readonly sharedPort: number | null;
  readonly publicHost: string;
};

/** Opens the doors. Throws a sentence when another program has the address. */
export async function listen(app: App, options: ListenOptions, backlog: number): Promise<Listening> {
  const { host, port, sharedPort, publicHost } = options;
  if (sharedPort === null) {
    await openDoors(app, { host, port, backlog }).catch((error: NodeJS.ErrnoException) => fail(error, host, port));
    return { url: urlOf(app.server, host), close: () => app.close() };
  }
  // The many come by the shared port, so that has the server with all its limits; the other is for those who watch.
  const shared = { host: publicHost, port: sharedPort, backlog };
  await listenShared(app, shared).catch((error: NodeJS.ErrnoException) => fail(error, publicHost, sharedPort));
  const own = createServer((request, response) => app.server.emit("request", request, response));
  await new Promise<void>((resolve, reject) => {
    own.once("error", reject).listen({ host, port }, resolve);
  }).catch((error: NodeJS.ErrnoException) => fail(error, host, port));
  return {
    url: urlOf(own, host),
    async close() {
      await app.close();
      own.close();
      own.closeAllConnections();
    },
  };
}

/** Alone on its port. */
async function openDoors(app: App, address: Address): Promise<void> {
  if (!hasDoors) {
    await app.listen(address);
    return;
  }
  if (address.port > 0) await assertFree(address);
  await listenShared(app, address);
}

async function listenShared(app: App, address: Address): Promise<void> {
  const further = hasDoors ? openFurtherDoors(app) : undefined;
  const shared = { ...address, reusePort: true };
  await app.listen(shared);
  await further?.open({ ...address, port: (app.server.address() as AddressInfo).port });
}

function fail(error: NodeJS.ErrnoException, host: string, port: number): never {
  if (error.code !== "EADDRINUSE") throw error;
  throw new Error(`Port ${port} is in use on ${host}: set PORT to another one.`, { cause: error });
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
