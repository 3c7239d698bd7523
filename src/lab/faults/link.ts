import { type AddressInfo, connect, createServer, type NetConnectOpts, type Server, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { createPipe, type Flow, FREE_FLOW, type Pipe } from "./pipe.ts";

/** Where a part listens: a port of this machine, or a Unix socket. */
export type LinkTarget = { readonly port: number } | { readonly path: string };

/** What a fault does to the connections of one link; null in a direction: nothing. */
export type Impairment = {
  readonly forth: Flow | null;
  readonly back: Flow | null;
  /** No connection is made, and those that are open are broken. */
  readonly isRefused: boolean;
  /** Of the open connections, so many are reset or begin to stand still in each second. */
  readonly resetShare: number;
  readonly stallShare: number;
  readonly stallMs: number;
};

export const NO_IMPAIRMENT: Impairment = { forth: null, back: null, isRefused: false, resetShare: 0, stallShare: 0, stallMs: 0 };

/** The way from one part to another through a port of its own on 127.0.0.1, on which a fault can stand. */
export interface Link {
  /** Who connects. */
  readonly from: string;
  readonly to: string;
  readonly port: number;
  /** Ends when what it answers is called. */
  impair(impairment: Impairment): () => void;
  close(): Promise<void>;
}

/** How often it is drawn which connections are lost. */
const LOSS_INTERVAL_MS = 100;
/** While the part at the other end is away, connections are refused here as they would be there; it is asked this often whether it is back. */
const PROBE_INTERVAL_MS = 20;
const BACKLOG = 4_096;

type Connection = { readonly client: Socket; readonly server: Socket; readonly pipes: readonly Pipe[] };

export async function openLink(from: string, to: string, target: LinkTarget, random: () => number = Math.random): Promise<Link> {
  const connections = new Set<Connection>();
  const impairments = new Set<Impairment>();
  /** Those that came while nothing passes: made when it does again. */
  const waiting = new Set<Socket>();
  /** Ends of connections that the other side is not to learn of before something passes again. */
  const untold = new Set<() => void>();
  const address: NetConnectOpts = "path" in target ? { path: target.path } : { host: "127.0.0.1", port: target.port };
  let isClosed = false;
  let isLooking = false;
  let losing: NodeJS.Timeout | undefined;
  let forth: Flow = FREE_FLOW;
  let back: Flow = FREE_FLOW;
  let listener: Server = await listen(0);
  const { port } = listener.address() as AddressInfo;

  async function listen(onPort: number): Promise<Server> {
    const server = createServer({ allowHalfOpen: true }, accept);
    await new Promise<void>((resolve, reject) =>
      server.once("error", reject).listen({ port: onPort, host: "127.0.0.1", backlog: BACKLOG }, resolve),
    );
    return server;
  }

  const isRefused = () => [...impairments].some((each) => each.isRefused);
  const isHeld = () => forth.isHeld || back.isHeld;

  function accept(client: Socket): void {
    client.on("error", () => undefined);
    if (isClosed || isRefused()) client.resetAndDestroy();
    else if (!isHeld()) join(client);
    else {
      waiting.add(client);
      client.once("close", () => waiting.delete(client));
    }
  }

  function join(client: Socket): void {
    const server = connect({ ...address, allowHalfOpen: true });
    const connection: Connection = {
      client,
      server,
      pipes: [
        createPipe({ from: client, to: server, flow: () => forth, random }),
        createPipe({ from: server, to: client, flow: () => back, random }),
      ],
    };
    connections.add(connection);
    client.setNoDelay();
    server.setNoDelay();
    let isBroken = false;
    server.on("error", () => {
      isBroken = true;
    });
    server.on("close", () => {
      // Who was told goodbye and said it too leaves in peace; everybody else is cut off, and the part may be gone.
      const isSudden = !client.destroyed && !client.writableEnded;
      if (isSudden) lookWhetherAway();
      whenPassing(back, () => (isBroken ? client.resetAndDestroy() : client.destroy()));
      forget(connection);
    });
    client.on("close", () => {
      whenPassing(forth, () => server.destroy());
      forget(connection);
    });
  }

  function forget(connection: Connection): void {
    if (!connection.client.destroyed || !connection.server.destroyed) return;
    connections.delete(connection);
    for (const pipe of connection.pipes) pipe.close();
  }

  function whenPassing({ isHeld: mustWait }: Flow, tell: () => void): void {
    if (mustWait) untold.add(tell);
    else tell();
  }

  function reset({ client, server }: Connection): void {
    client.resetAndDestroy();
    server.destroy();
  }

  function reckon(): void {
    forth = combined([...impairments].map((each) => each.forth));
    back = combined([...impairments].map((each) => each.back));
    if (isRefused()) {
      for (const connection of connections) reset(connection);
      for (const client of waiting) client.resetAndDestroy();
      lookWhetherAway();
    }
    for (const { pipes } of connections) for (const pipe of pipes) pipe.changed();
    if (!isHeld()) {
      for (const tell of untold) tell();
      untold.clear();
      for (const client of waiting) if (!client.destroyed) join(client);
      waiting.clear();
    }
    const isLossy = [...impairments].some(({ resetShare, stallShare }) => resetShare + stallShare > 0);
    clearInterval(losing);
    if (isLossy) losing = setInterval(lose, LOSS_INTERVAL_MS);
  }

  function lose(): void {
    const isDrawn = (share: number) => share > 0 && random() < 1 - (1 - share) ** (LOSS_INTERVAL_MS / 1_000);
    for (const { resetShare, stallShare, stallMs } of impairments) {
      for (const connection of connections) {
        if (isDrawn(resetShare)) reset(connection);
        else if (isDrawn(stallShare)) for (const pipe of connection.pipes) pipe.stall(stallMs);
      }
    }
  }

  /** A part that is gone refuses connections, and so does its link: whoever is refused knows that nothing was done. */
  async function lookWhetherAway(): Promise<void> {
    if (isLooking || isClosed) return;
    isLooking = true;
    while (!isClosed && (isRefused() || !(await accepts(address)))) {
      if (listener.listening) listener.close();
      await delay(PROBE_INTERVAL_MS);
    }
    while (!isClosed && !listener.listening) {
      const opened = await listen(port).catch(() => null);
      if (opened === null) await delay(PROBE_INTERVAL_MS);
      else listener = opened;
    }
    if (isClosed && listener.listening) listener.close();
    isLooking = false;
  }

  return {
    from,
    to,
    port,
    impair(impairment) {
      impairments.add(impairment);
      reckon();
      return () => {
        if (impairments.delete(impairment)) reckon();
      };
    },
    async close() {
      isClosed = true;
      clearInterval(losing);
      for (const client of waiting) client.destroy();
      for (const { client, server } of connections) {
        client.destroy();
        server.destroy();
      }
      await new Promise<void>((resolve) => (listener.listening ? listener.close(() => resolve()) : resolve()));
    },
  };
}

/** Several faults on one way add up. */
function combined(flows: readonly (Flow | null)[]): Flow {
  return flows
    .filter((flow) => flow !== null)
    .reduce<Flow>(
      (sum, flow) => ({
        isHeld: sum.isHeld || flow.isHeld,
        delayMs: sum.delayMs + flow.delayMs,
        jitterMs: sum.jitterMs + flow.jitterMs,
      }),
      FREE_FLOW,
    );
}

function accepts(address: NetConnectOpts): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
