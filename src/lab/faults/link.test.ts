import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { after, afterEach, before, describe, it } from "node:test";
import { waitFor } from "../../../test/support/wait.ts";
import { type Link, NO_IMPAIRMENT, openLink } from "./link.ts";
import { FREE_FLOW } from "./pipe.ts";

/** Answers whatever it is sent. */
async function startEcho(port = 0): Promise<{ server: Server; port: number; stop(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.pipe(socket);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    server,
    port: (server.address() as AddressInfo).port,
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function call(port: number) {
  const socket = connect({ host: "127.0.0.1", port });
  let text = "";
  let error: NodeJS.ErrnoException | null = null;
  socket.setEncoding("utf8").on("data", (piece: string) => {
    text += piece;
  });
  socket.on("error", (failure) => {
    error = failure;
  });
  return { socket, text: () => text, code: () => error?.code ?? null };
}

/** Also by an error. */
const closed = (socket: Socket) => new Promise((resolve) => socket.once("close", resolve));

describe("a link", () => {
  let echo: Awaited<ReturnType<typeof startEcho>>;
  let link: Link;
  const heals: (() => void)[] = [];
  const calls: Socket[] = [];
  const caller = () => {
    const made = call(link.port);
    calls.push(made.socket);
    return made;
  };
  const held = { ...FREE_FLOW, isHeld: true };
  before(async () => {
    echo = await startEcho();
    link = await openLink("a", "b", { port: echo.port }, () => 0.5);
  });
  afterEach(() => {
    for (const heal of heals.splice(0)) heal();
    for (const socket of calls.splice(0)) socket.destroy();
  });
  after(async () => {
    await link.close();
    echo.stop();
  });

  it("passes everything on, also megabytes, and the end of what is sent", async () => {
    const { socket, text } = caller();
    const sent = "0123456789abcdef".repeat(256 * 1024);
    socket.end(sent);
    await closed(socket);
    assert.equal(text().length, sent.length);
    assert.equal(text() === sent, true);
  });

  it("holds back while it is cut, without telling anybody, and loses nothing", async () => {
    const early = caller();
    early.socket.write("before ");
    await waitFor(() => early.text() === "before ");
    const heal = link.impair({ ...NO_IMPAIRMENT, forth: held, back: held });
    early.socket.write("meanwhile");
    const late = caller();
    late.socket.write("late");
    const other = call(echo.port);
    other.socket.end("straight");
    await closed(other.socket);
    assert.deepEqual([early.text(), early.code(), late.text(), late.code()], ["before ", null, "", null]);
    heal();
    await waitFor(() => early.text() === "before meanwhile" && late.text() === "late");
  });

  it("lets pass the one direction while the other is cut", async () => {
    const heard: string[] = [];
    const server = createServer((socket) =>
      socket.setEncoding("utf8").on("data", (piece: string) => heard.push(piece) && socket.write(piece)),
    );
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const own = await openLink("a", "c", { port: (server.address() as AddressInfo).port });
    const { socket, text } = call(own.port);
    socket.write("1");
    await waitFor(() => text() === "1");
    const heal = own.impair({ ...NO_IMPAIRMENT, back: held });
    socket.write("2");
    await waitFor(() => heard.join("") === "12");
    assert.equal(text(), "1");
    heal();
    await waitFor(() => text() === "12");
    socket.destroy();
    await own.close();
    server.close();
  });

  it("keeps the order of what it delays, and several delays add up", async () => {
    heals.push(link.impair({ ...NO_IMPAIRMENT, forth: { ...FREE_FLOW, delayMs: 40, jitterMs: 40 } }));
    heals.push(link.impair({ ...NO_IMPAIRMENT, back: { ...FREE_FLOW, delayMs: 60, jitterMs: 0 } }));
    const { socket, text } = caller();
    const startedAtMs = performance.now();
    for (const piece of ["a", "b", "c", "d"]) {
      socket.write(piece);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await waitFor(() => text() === "abcd");
    // Timers never come early.
    assert.ok(performance.now() - startedAtMs >= 119);
  });

  it("breaks connections and refuses new ones while it is cut with a reset", async () => {
    const early = caller();
    early.socket.write("x");
    await waitFor(() => early.text() === "x");
    const heal = link.impair({ ...NO_IMPAIRMENT, isRefused: true });
    await waitFor(() => early.code() === "ECONNRESET");
    await waitFor(async () => {
      const late = caller();
      await closed(late.socket);
      return late.code() === "ECONNREFUSED";
    });
    heal();
    await waitFor(async () => {
      const again = caller();
      again.socket.end("y");
      await closed(again.socket);
      return again.text() === "y";
    });
  });

  it("resets and stalls as many connections as it is told, and no others", async () => {
    const all = Array.from({ length: 10 }, caller);
    for (const { socket } of all) socket.write("x");
    await waitFor(() => all.every(({ text }) => text() === "x"));
    heals.push(link.impair({ ...NO_IMPAIRMENT, resetShare: 0 }));
    heals.push(link.impair({ ...NO_IMPAIRMENT, resetShare: 1 }));
    await waitFor(() => all.every(({ code }) => code() === "ECONNRESET"));
    for (const heal of heals.splice(0)) heal();
    const { socket, text } = caller();
    socket.write("y");
    await waitFor(() => text() === "y");
    const heal = link.impair({ ...NO_IMPAIRMENT, stallShare: 1, stallMs: 1_000 });
    let written = 1;
    // Written until something does not come back.
    await waitFor(async () => {
      socket.write("z");
      written += 1;
      return waitFor(() => text().length === written, { timeoutMs: 50 }).then(
        () => false,
        () => true,
      );
    });
    heal();
    assert.ok(text().length < written);
    await waitFor(() => text().length === written);
  });

  it("refuses connections while the part at its end is away, and serves when it is back", async () => {
    const early = caller();
    early.socket.write("x");
    await waitFor(() => early.text() === "x");
    echo.stop();
    await closed(early.socket);
    await waitFor(async () => {
      const late = caller();
      await closed(late.socket);
      return late.code() === "ECONNREFUSED";
    });
    echo = await startEcho(echo.port);
    await waitFor(async () => {
      const again = caller();
      again.socket.end("y");
      await closed(again.socket);
      return again.text() === "y";
    });
  });
});
