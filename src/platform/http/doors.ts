import { createServer, type Server } from "node:net";
import type { App } from "./server.ts";

/**
 * Node takes one waiting connection in a turn of its event loop, so a process whose turns take 20 ms takes 50 visitors a second, and a crowd
 * waits at the door where nothing sees it, however quickly it would be served or refused. Each further listener on the port takes one more
 * in each turn. Measured with turns of 20 ms: 100 new connections are answered after 2,100 ms by one listener, after 200 ms by 32.
 */
const DOORS = 32;

/** Only Linux spreads connections over listeners of one port. */
export const hasDoors = process.platform === "linux";

export type Address = { readonly host: string; readonly port: number; readonly backlog: number };

/**
 * Opens further listeners on the port of a server that listens with `reusePort`, and drains them when it closes. What they take is the
 * server's own: its limits, its time-outs, its answers.
 */
export function openFurtherDoors(app: App): { open(address: Address): Promise<void> } {
  const doors: Server[] = [];
  countConnections(app);
  // After the hook that begins the drain and sets its deadline, at which every connection is cut.
  app.addHook("preClose", async () => {
    const closed = doors.map((door) => new Promise((resolve) => door.close(resolve)));
    app.server.closeIdleConnections();
    await Promise.all(closed);
  });
  return {
    async open(address) {
      for (let door = 1; door < DOORS; door += 1) {
        const further = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => app.server.emit("connection", socket));
        await listenOn(further, { ...address, reusePort: true });
        doors.push(further);
      }
    },
  };
}

/** Throws when another program has the port, which listeners that share it with each other would not see of one that shares it too. */
export async function assertFree({ host, port }: Pick<Address, "host" | "port">): Promise<void> {
  const server = createServer();
  await listenOn(server, { host, port, exclusive: true });
  await new Promise((resolve) => server.close(resolve));
}

/** The limit is one for all doors; a server by itself counts only what came by its own. */
function countConnections(app: App): void {
  let open = 0;
  const { maxConnections } = app.server;
  app.server.on("connection", (socket) => {
    if (open >= maxConnections) {
      socket.destroy();
      return;
    }
    open += 1;
    socket.once("close", () => {
      open -= 1;
    });
  });
}

function listenOn(server: Server, options: object): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
