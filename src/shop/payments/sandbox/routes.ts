import type { IncomingMessage, ServerResponse } from "node:http";
import type { Bank } from "./bank.ts";
import { type Behaviour, changeBehaviour } from "./behaviour.ts";
import type { Book, BookEntry } from "./book.ts";
import type { Holding } from "./holding.ts";
import { RequestError, readJson } from "./http.ts";
import { parseChargeOrder, parseRefundOrder } from "./requests.ts";
import type { WebhookSender } from "./webhooks.ts";

export type RouteParts = {
  readonly book: Book;
  readonly bank: Bank;
  readonly webhooks: WebhookSender | null;
  readonly holding: Holding;
  readonly random: () => number;
  readonly behaviour: () => Behaviour;
  readonly setBehaviour: (next: Behaviour) => void;
  readonly answer: (response: ServerResponse, status: number, body: string) => void;
};
type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
type Verdict = { readonly entry: BookEntry; readonly isNew: boolean } | null;

const DEFAULT_PAGE = 1_000;
/** 3.5 MB of JSON. */
const MAX_PAGE = 10_000;

/** Answers a request, or rejects with a `RequestError`, `BookFull` or whatever broke the book. */
export function createRoutes(parts: RouteParts): Route {
  const control = createControlRoutes(parts);
  const money = createMoneyRoutes(parts);
  return async (request, response) => {
    const [path = "", query = ""] = (request.url ?? "").split("?", 2);
    const controlRoute = control[`${request.method} ${path}`];
    if (controlRoute !== undefined) return controlRoute(request, response, new URLSearchParams(query));
    if (parts.behaviour().down) {
      request.socket.destroy();
      return;
    }
    const [, room, id, ...rest] = path.split("/");
    if ((room !== "charges" && room !== "refunds") || rest.length > 0) {
      throw new RequestError(404, "no_such_path", "There is nothing at this address.");
    }
    if (id === undefined && request.method === "POST") return money.move(response, room, await readJson(request));
    if (id !== undefined && request.method === "GET") return money.look(response, room, id);
    throw new RequestError(405, "wrong_method", "POST to the collection, GET with an id.");
  };
}

/** Charges and refunds: decide, write, tell, answer, with the faults that were asked for in between. */
function createMoneyRoutes({ book, bank, webhooks, holding, random, behaviour, answer }: RouteParts) {
  const drawn = (rate: number) => rate > 0 && random() < rate;

  function answerLater(response: ServerResponse, extraMs: number, entry: BookEntry): void {
    const send = () => answer(response, 200, JSON.stringify(entry));
    const delayMs = behaviour().delayMs + extraMs;
    if (delayMs > 0) holding.hold(response, delayMs, send);
    else send();
  }

  async function move(response: ServerResponse, room: "charges" | "refunds", body: unknown): Promise<void> {
    const { decide, token } = room === "charges" ? chargeOf(body) : refundOf(body);
    const fails = drawn(behaviour().errorRate);
    if (fails && drawn(0.5)) throw new RequestError(500, "internal_error", "Asked to fail, before anything was done.");
    const verdict = decide();
    if (verdict === null) throw new RequestError(422, "idempotency_mismatch", "This id was used before for something else.");
    const { entry, isNew } = verdict;
    const isNewCharge = isNew && entry.outcome === "paid";
    const vanishes = isNewCharge && (token === "timeout-after-charge" || drawn(behaviour().timeoutAfterChargeRate));
    await book.durable(entry);
    if (isNew) webhooks?.tell(entry);
    if (fails) throw new RequestError(500, "internal_error", "Asked to fail, after it was done.");
    if (vanishes) holding.hold(response, "ever", () => response.destroy());
    else answerLater(response, isNew && token === "slow" ? behaviour().slowMs : 0, entry);
  }

  function chargeOf(body: unknown): { readonly decide: () => Verdict; readonly token: string } {
    const order = valid(parseChargeOrder(body));
    return { decide: () => bank.charge(order), token: order.token };
  }

  function refundOf(body: unknown): { readonly decide: () => Verdict; readonly token: string } {
    const order = valid(parseRefundOrder(body));
    return { decide: () => bank.refund(order), token: "" };
  }

  async function look(response: ServerResponse, room: "charges" | "refunds", id: string): Promise<void> {
    if (drawn(behaviour().errorRate)) throw new RequestError(500, "internal_error", "Asked to fail.");
    const entry = room === "charges" ? book.charge(id) : book.refund(id);
    if (entry === undefined) throw new RequestError(404, "not_in_book", "There is none with this id.");
    await book.durable(entry);
    answerLater(response, 0, entry);
  }

  return { move, look };
}

type ControlRoute = (request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => Promise<void>;

/** What the lab, the audit and the supervisor ask; it answers whatever the behaviour, even when that is "down". */
function createControlRoutes(parts: RouteParts): Readonly<Record<string, ControlRoute | undefined>> {
  const { book, webhooks, behaviour, setBehaviour, answer } = parts;
  return {
    "GET /healthz": async (_request, response) => {
      const status = behaviour().down ? "down" : "ok";
      const health = { status, entries: book.durableCount(), webhooks: webhooks?.figures() ?? null };
      answer(response, status === "ok" ? 200 : 503, JSON.stringify(health));
    },
    "GET /behaviour": async (_request, response) => answer(response, 200, JSON.stringify(behaviour())),
    "POST /behaviour": async (request, response) => {
      const next = changeBehaviour(behaviour(), await readJson(request));
      if (typeof next === "string") throw new RequestError(400, "invalid_behaviour", next);
      setBehaviour(next);
      answer(response, 200, JSON.stringify(next));
    },
    "GET /book": async (_request, response, query) => {
      const after = wholeNumber(query, "after", { min: 0, max: Number.MAX_SAFE_INTEGER, otherwise: 0 });
      const limit = wholeNumber(query, "limit", { min: 1, max: MAX_PAGE, otherwise: DEFAULT_PAGE });
      const entries = book.page(after, limit);
      const last = entries.at(-1)?.seq ?? after;
      answer(response, 200, JSON.stringify({ entries, next: last < book.durableCount() ? last : null }));
    },
    "GET /book/totals": async (_request, response) =>
      answer(response, 200, JSON.stringify({ entries: book.durableCount(), currencies: book.totals() })),
  };
}

function valid<T extends object>(parsed: T | string): T {
  if (typeof parsed === "string") throw new RequestError(400, "invalid_request", parsed);
  return parsed;
}

type NumberBounds = { readonly min: number; readonly max: number; readonly otherwise: number };

function wholeNumber(query: URLSearchParams, name: string, { min, max, otherwise }: NumberBounds): number {
  const text = query.get(name) ?? String(otherwise);
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new RequestError(400, "invalid_request", `${name} must be a whole number from ${min} to ${max}.`);
  }
  return value;
}
