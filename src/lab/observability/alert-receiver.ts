import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An alert as Alertmanager told it. */
export type ReceivedAlert = {
  readonly name: string;
  /** Path under which it came: page, ticket, autoscaler or heartbeat. */
  readonly receiver: string;
  readonly status: "firing" | "resolved";
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** When the trouble began and ended, by Prometheus' clock; `endsAt` null while it lasts. */
  readonly startsAt: string;
  readonly endsAt: string | null;
  /** When it was first told here. */
  readonly receivedAt: string;
};

export interface AlertReceiver {
  /** For Alertmanager's webhooks: `<url>/<receiver>`. */
  readonly url: string;
  /** Those that fire now, the newest first. */
  readonly current: () => readonly ReceivedAlert[];
  /** Those that are over, the newest first. */
  readonly past: () => readonly ReceivedAlert[];
  close(): Promise<void>;
}

/** A hundred alerts with long labels are 200 KB. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** Firing at once; each kind of alert for each part of a large topology. */
const MAX_CURRENT = 10_000;
const MAX_PAST = 1_000;

/**
 * Takes Alertmanager's webhooks and keeps what it was told, in memory. `GET /alerts` answers `{ current, past }` for the drills and the
 * control room.
 */
export async function startAlertReceiver(
  options: { readonly port?: number; readonly host?: string; readonly onAlert?: (alert: ReceivedAlert) => void } = {},
): Promise<AlertReceiver> {
  const current = new Map<string, ReceivedAlert>();
  const past: ReceivedAlert[] = [];

  function take(receiver: string, told: ToldAlert): void {
    const key = `${receiver} ${told.fingerprint}`;
    const known = current.get(key);
    const alert: ReceivedAlert = {
      name: told.labels.alertname ?? "",
      receiver,
      status: told.status,
      labels: told.labels,
      annotations: told.annotations,
      startsAt: told.startsAt,
      endsAt: told.status === "resolved" ? told.endsAt : null,
      receivedAt: known?.receivedAt ?? new Date().toISOString(),
    };
    if (told.status === "resolved") {
      // Told again, as Alertmanager does when an answer was lost, it is over once.
      if (!current.delete(key)) return;
      past.unshift(alert);
      past.length = Math.min(past.length, MAX_PAST);
    } else {
      if (known === undefined && current.size >= MAX_CURRENT) return;
      current.set(key, alert);
    }
    if (known?.status !== alert.status) options.onAlert?.(alert);
  }

  const newestFirst = () => [...current.values()].sort((a, b) => b.startsAt.localeCompare(a.startsAt));
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://receiver").pathname;
    if (request.method === "GET" && path === "/alerts") {
      return answer(response, 200, { current: newestFirst(), past });
    }
    if (request.method !== "POST") return answer(response, 404, { error: "POST Alertmanager's webhooks here, or GET /alerts." });
    const told = readWebhook(await readBody(request));
    if (told === null) return answer(response, 400, { error: "This is no webhook of Alertmanager." });
    for (const alert of told) take(path.slice(1) || "default", alert);
    answer(response, 200, { taken: told.length });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, options.host ?? "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host ?? "127.0.0.1"}:${port}`,
    current: newestFirst,
    past: () => past,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type ToldAlert = {
  readonly status: "firing" | "resolved";
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly fingerprint: string;
};

/** Null for what Alertmanager would never send. */
function readWebhook(body: string | null): readonly ToldAlert[] | null {
  try {
    const { alerts } = JSON.parse(body ?? "") as { alerts?: unknown };
    return Array.isArray(alerts) && alerts.every(isAlert) ? alerts : null;
  } catch {
    return null;
  }
}

function isAlert(value: unknown): value is ToldAlert {
  const alert = value as Partial<ToldAlert> | null;
  return (
    (alert?.status === "firing" || alert?.status === "resolved") &&
    typeof alert.fingerprint === "string" &&
    typeof alert.startsAt === "string" &&
    typeof alert.endsAt === "string" &&
    typeof alert.labels === "object" &&
    alert.labels !== null &&
    typeof alert.annotations === "object" &&
    alert.annotations !== null
  );
}

/** Null when it is too large. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request) {
      bytes += (chunk as Buffer).length;
      if (bytes > MAX_BODY_BYTES) return null;
      chunks.push(chunk as Buffer);
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks).toString("utf8");
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
