import { Agent, request } from "undici";
import { type Clock, systemClock } from "../../platform/clock.ts";
import { SIGNATURE_HEADER, signatureHeader } from "./signature.ts";
import { TargetRefused, type Targets } from "./target.ts";

export type WebhookMessage = {
  readonly url: string;
  readonly secret: string;
  readonly eventId: string;
  readonly eventType: string;
  /** The same for every attempt at this delivery. */
  readonly deliveryId: string;
  readonly body: string;
};

/** `status` is null when there was no answer; then `error` says why, in words that hold nothing of the answer. */
export type SendOutcome = {
  readonly delivered: boolean;
  readonly status: number | null;
  readonly error: string | null;
};

export interface WebhookSender {
  send(message: WebhookMessage, signal?: AbortSignal): Promise<SendOutcome>;
  close(): Promise<void>;
}

export type WebhookSenderOptions = {
  readonly targets: Targets;
  readonly clock?: Clock;
  /** Within this an endpoint must have answered. */
  readonly deadlineMs?: number;
};

/** Taking note of an event is quick work; whoever needs longer answers first and works afterwards. */
export const DELIVERY_DEADLINE_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** Of one endpoint at once. */
const CONNECTIONS_PER_TARGET = 4;
const KEEP_ALIVE_MS = 10_000;
/** The answer's body is of no interest; reading a little of it lets the connection be used again. */
const MAX_ANSWER_BYTES = 16 * 1024;
/** The largest event has a few kilobytes; what is beyond is a mistake that no subscriber should have to take. */
export const MAX_BODY_BYTES = 256 * 1024;

/** Sends signed events. Redirects are not followed, and connections go only where the targets allow. */
export function createWebhookSender(options: WebhookSenderOptions): WebhookSender {
  const { targets, clock = systemClock, deadlineMs = DELIVERY_DEADLINE_MS } = options;
  const agent = new Agent({
    connections: CONNECTIONS_PER_TARGET,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxResponseSize: MAX_ANSWER_BYTES,
    connect: { timeout: CONNECT_TIMEOUT_MS, lookup: targets.lookup },
  });

  return {
    async send({ url, secret, eventId, eventType, deliveryId, body }, signal) {
      if (Buffer.byteLength(body) > MAX_BODY_BYTES) return failed("the event is too large");
      const deadline = AbortSignal.timeout(deadlineMs);
      try {
        const answer = await request(targets.checkForm(url), {
          method: "POST",
          dispatcher: agent,
          signal: signal === undefined ? deadline : AbortSignal.any([deadline, signal]),
          headersTimeout: deadlineMs,
          bodyTimeout: deadlineMs,
          headers: {
            "content-type": "application/json",
            "user-agent": "Tenfold-Webhooks/1",
            "tenfold-event-id": eventId,
            "tenfold-event-type": eventType,
            "tenfold-delivery": deliveryId,
            [SIGNATURE_HEADER]: signatureHeader(secret, body, clock.now().getTime()),
          },
          body,
        });
        // The status has decided; trouble with the rest of the answer is the subscriber's own.
        await answer.body.dump({ limit: MAX_ANSWER_BYTES }).catch(() => undefined);
        const delivered = answer.statusCode >= 200 && answer.statusCode < 300;
        return { delivered, status: answer.statusCode, error: delivered ? null : `answered ${answer.statusCode}` };
      } catch (error) {
        if (error instanceof TargetRefused) return failed(`the address ${error.message}`);
        return failed(deadline.aborted ? `no answer within ${deadlineMs} ms` : reasonOf(error));
      }
    },
    close: () => agent.destroy(),
  };
}

function failed(error: string): SendOutcome {
  return { delivered: false, status: null, error };
}

/** A code such as ECONNREFUSED or CERT_HAS_EXPIRED says enough, and nothing of the network behind it. */
function reasonOf(error: unknown): string {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  const known = [code, cause?.code].find((value) => typeof value === "string");
  return `the connection failed${known === undefined ? "" : `: ${known}`}`;
}
