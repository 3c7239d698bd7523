import { randomBytes, timingSafeEqual } from "node:crypto";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import type { IncomingHttpHeaders } from "node:http";
import { dirname } from "node:path";
import { type Problem, problem } from "../../platform/http/problems.ts";

const TOKEN_BYTES = 24;
const TOKEN = /^[\w-]{32}$/;

/** Of the data folder: an address that was opened once works again after a restart. Made when there is none; for its owner alone. */
export async function tokenIn(file: string): Promise<string> {
  const known = (await readFile(file, "utf8").catch(() => "")).trim();
  if (TOKEN.test(known)) return known;
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${token}\n`, { mode: 0o600 });
  // Of a file that was there, the mode stays.
  await chmod(file, 0o600);
  return token;
}

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Why a request is refused, whatever it asks; null when it may go on. A page of somebody else that has its name point at this machine
 * (DNS rebinding) is known by the Host, and one that calls from its own place by the Origin.
 */
export function foreign(headers: IncomingHttpHeaders, port: number): Problem | null {
  const hosts = LOOPBACK.map((host) => `${host}:${port}`);
  if (headers.host === undefined || !hosts.includes(headers.host)) {
    return problem("forbidden", `The control room answers only at http://${hosts[0]}.`);
  }
  const { origin } = headers;
  const site = headers["sec-fetch-site"];
  const isForeign =
    (origin !== undefined && origin !== `http://${headers.host}`) || site === "cross-site" || site === "same-site";
  // Following a link from elsewhere only shows the page.
  const isVisit = origin === undefined && headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
  return isForeign && !isVisit ? problem("forbidden", "Pages of other places may not call the control room.") : null;
}

/** Takes as long for a wrong token as for the right one. */
export function demandToken(headers: IncomingHttpHeaders, token: string): void {
  const given = /^Bearer ([\w-]{1,100})$/.exec(headers.authorization ?? "")?.[1] ?? "";
  const isRight = given.length === token.length && timingSafeEqual(Buffer.from(given), Buffer.from(token));
  if (!isRight) throw problem("unauthorized", "Open the address that was printed at the start: it has the key to the buttons.");
}
