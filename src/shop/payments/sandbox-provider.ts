import { Pool } from "undici";
import { type Clock, systemClock } from "../../platform/clock.ts";
import { createGuard, type GuardOptions } from "./guard.ts";
import {
  type AbsentOutcome,
  type CallOptions,
  type ChargeOutcome,
  type ChargeRequest,
  errorCode,
  type PaymentProvider,
  type ProviderEvent,
  type RefundOutcome,
  type RefundRequest,
  type UnknownOutcome,
  unknownOutcome,
} from "./provider.ts";
import { SIGNATURE_HEADER, verifyWebhook } from "./sandbox/signature.ts";

export type SandboxAdapterOptions = {
  readonly url: string;
  readonly webhookSecret: string;
  readonly connections?: number;
  readonly guard?: GuardOptions;
  readonly clock?: Clock;
};

/** One call at a time each; at 5 ms a call that is 12,800 per second, more than the sandbox answers. */
const DEFAULT_CONNECTIONS = 64;
const CONNECT_TIMEOUT_MS = 5_000;
/** A charge answered back has about 350 bytes. */
const MAX_RESPONSE_BYTES = 65_536;

type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

/** The adapter for the sandbox provider's HTTP. */
export function createSandboxProvider(options: SandboxAdapterOptions): PaymentProvider {
  const clock = options.clock ?? systemClock;
  const guard = createGuard(options.guard);
  const pool = new Pool(options.url, {
    connections: options.connections ?? DEFAULT_CONNECTIONS,
    maxResponseSize: MAX_RESPONSE_BYTES,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    // The guard holds the deadline of the whole call; two more timers per call would only cost.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  /** What the network, the server or a body that is not the sandbox's can do to a call is `unknown`. */
  function send<T extends { readonly outcome: string }>(
    { timeoutMs }: CallOptions,
    request: { readonly method: "GET" | "POST"; readonly path: string; readonly order?: object },
    read: (answer: Answer) => T,
  ): Promise<T | UnknownOutcome> {
    const { method, path, order } = request;
    const content = order ? { body: JSON.stringify(order), headers: { "content-type": "application/json" } } : {};
    return guard.run<T | UnknownOutcome>(timeoutMs, async (signal) => {
      try {
        const response = await pool.request({ method, path, signal, ...content });
        return read({ status: response.statusCode, body: parseBody(await response.body.text()) });
      } catch (error) {
        if (signal.aborted) return unknownOutcome("timeout");
        return unknownOutcome(`connection: ${errorCode(error)}`);
      }
    });
  }

  return {
    name: "sandbox",
    circuit: guard.state,
    charge: (request, call) =>
      send(call, { method: "POST", path: "/charges", order: request }, (answer) => chargeOutcome(answer, request)),
    findCharge: (request, call) =>
      send(call, { method: "GET", path: `/charges/${encodeURIComponent(request.paymentId)}` }, (answer) =>
        isAbsent(answer) ? ABSENT : chargeOutcome(answer, request),
      ),
    refund: (request, call) =>
      send(call, { method: "POST", path: "/refunds", order: request }, (answer) => refundOutcome(answer, request)),
    findRefund: (request, call) =>
      send(call, { method: "GET", path: `/refunds/${encodeURIComponent(request.refundId)}` }, (answer) =>
        isAbsent(answer) ? ABSENT : refundOutcome(answer, request),
      ),
    parseWebhook(rawBody, headers) {
      if (!verifyWebhook(options.webhookSecret, rawBody, headers[SIGNATURE_HEADER], clock.now().getTime())) return null;
      return eventFrom(rawBody) ?? "ignored";
    },
    close: () => pool.destroy(),
  };
}

const ABSENT: AbsentOutcome = { outcome: "absent" };

function chargeOutcome(answer: Answer, request: ChargeRequest): ChargeOutcome {
  const { outcome, reference, declineCode } = answer.body;
  if (answer.status === 400) return { outcome: "declined", reference: null, declineCode: "invalid_request" };
  if (answer.status !== 200) return failure(answer);
  if (typeof reference !== "string" || answer.body.paymentId !== request.paymentId) return unknownOutcome("unexpected-answer");
  if (!isSameMoney(answer, request)) return unknownOutcome("amount-mismatch");
  if (outcome === "paid") return { outcome, reference };
  if (outcome === "declined" && typeof declineCode === "string") return { outcome, reference, declineCode };
  return unknownOutcome("unexpected-answer");
}

function refundOutcome(answer: Answer, request: RefundRequest): RefundOutcome {
  const { outcome, reference, reason } = answer.body;
  if (answer.status === 400) return { outcome: "refused", reason: "invalid_request" };
  if (answer.status !== 200) return failure(answer);
  if (typeof reference !== "string" || answer.body.refundId !== request.refundId) return unknownOutcome("unexpected-answer");
  if (!isSameMoney(answer, request)) return unknownOutcome("amount-mismatch");
  if (outcome === "refunded") return { outcome, reference };
  if (outcome === "refused" && typeof reason === "string") return { outcome, reason };
  return unknownOutcome("unexpected-answer");
}

/** 422 says that the id stands for another charge, which may well be paid: neither paid nor declined is true of ours. */
function failure({ status }: Answer): UnknownOutcome {
  if (status === 422) return unknownOutcome("idempotency-conflict");
  return unknownOutcome(status >= 500 ? `provider-error: ${status}` : `unexpected-answer: ${status}`);
}

function isSameMoney({ body }: Answer, { amountMinor, currency }: { amountMinor: number; currency: string }): boolean {
  return body.amountMinor === amountMinor && body.currency === currency;
}

/** Only the sandbox's own 404 means absent; that of a proxy in between does not. */
function isAbsent({ status, body }: Answer): boolean {
  return status === 404 && isRecord(body.error) && body.error.code === "not_in_book";
}

/** A body that is not JSON has no fields, and so no outcome; a proxy's error page is one. */
function parseBody(text: string): Answer["body"] {
  try {
    const body: unknown = JSON.parse(text);
    return isRecord(body) ? body : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

const EVENT_KINDS: readonly unknown[] = ["charge.paid", "charge.declined", "refund.done", "refund.refused"];
const EVENT_TEXTS = ["eventId", "paymentId", "orderId", "shopperId", "reference", "currency", "createdAt"] as const;

/** The signature says who wrote the body, not that this version of the shop knows what it says. */
function eventFrom(rawBody: Buffer): ProviderEvent | null {
  const body = parseBody(rawBody.toString("utf8"));
  if (!EVENT_KINDS.includes(body.kind) || !Number.isSafeInteger(body.amountMinor)) return null;
  const texts: readonly string[] = String(body.kind).startsWith("refund.") ? [...EVENT_TEXTS, "refundId"] : EVENT_TEXTS;
  return texts.every((name) => typeof body[name] === "string") ? (body as ProviderEvent) : null;
}
