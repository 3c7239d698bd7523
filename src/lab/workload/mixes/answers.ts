import type { Outcome } from "../../audit/history.ts";
import { isDecided } from "../http-client.ts";
import type { WireAnswer } from "../open-loop/answer-parser.ts";
import type { WireFailure } from "../open-loop/connections.ts";
import { MAX_TRIES, plannedLines, stepOf, type Visitor } from "./visitor.ts";

/** What an answer means to a visitor. */
export type Heard = {
  readonly outcome: Outcome;
  readonly status: number;
  /** Why this counts as an error, in the words of the error table; null for everything that a healthy shop does. */
  readonly failure: string | null;
  /** Goes on, tries the same again after thinking, or leaves the shop. */
  readonly next: "on" | "again" | "leave";
};

/** What a shop rightly refuses: a card that the bank declines, and the last unit that somebody else has bought. */
const RIGHTLY_REFUSED: ReadonlySet<string> = new Set(["payment-declined", "out-of-stock"]);

/** Takes in what the shop said to the step that is due, and goes to the next step. */
export function hear(visitor: Visitor, answer: WireAnswer | WireFailure): Heard {
  const heard = judge(visitor, answer);
  visitor.tries = heard.next === "again" ? visitor.tries + 1 : 0;
  if (heard.next === "on") visitor.at += 1;
  return heard.next === "on" && visitor.at >= visitor.plan.length ? { ...heard, next: "leave" } : heard;
}

function judge(visitor: Visitor, answer: WireAnswer | WireFailure): Heard {
  const patient = visitor.tries + 1 < MAX_TRIES ? "again" : "leave";
  if (typeof answer === "string") return { outcome: "unknown", status: 0, failure: answer, next: patient };
  const { status, consistencyToken } = answer;
  // Of two the one that sorts last knows more.
  if (consistencyToken !== null && consistencyToken > (visitor.consistencyToken ?? ""))
    visitor.consistencyToken = consistencyToken;
  if (status < 400) {
    const understood = learn(visitor, answer);
    return { outcome: "ok", status, failure: understood ? null : "bad answer", next: understood ? "on" : "leave" };
  }
  const code = codeOf(answer.body) ?? `status ${status}`;
  if (!isDecided({ status, body: { code }, replayed: false, retryAfterMs: null })) {
    return { outcome: "unknown", status, failure: code, next: patient };
  }
  const failure = RIGHTLY_REFUSED.has(code) ? null : code;
  // Who was refused a page looks at another one; who was refused a purchase goes home.
  return { outcome: "refused", status, failure, next: visitor.token === null ? "on" : "leave" };
}

/** Keeps what the next steps need; false when the answer does not have it. */
function learn(visitor: Visitor, { body }: WireAnswer): boolean {
  switch (stepOf(visitor)) {
    case "session":
      visitor.token = textAfter(body, '"token":"');
      visitor.shopperId = textAfter(body, '"shopperId":"') ?? "";
      return visitor.token !== null;
    case "cart":
      visitor.cartId = textAfter(body, '{"id":"') ?? "";
      visitor.wanted.splice(0, visitor.wanted.length - plannedLines(visitor));
      return visitor.cartId !== "" && learnVersion(visitor, body);
    case "line":
      visitor.wanted.pop();
      return learnVersion(visitor, body);
    case "basket":
      visitor.collects = !(body?.includes('"shippingIssue":null') ?? false);
      return learnVersion(visitor, body);
    case "checkout":
      visitor.orderId = textAfter(body, '{"id":"') ?? "";
      return visitor.orderId !== "";
    case "order":
      return textAfter(body, '"status":"') !== null;
    default:
      return true;
  }
}

function learnVersion(visitor: Visitor, body: string | null): boolean {
  visitor.cartVersion = numberAfter(body, '"version":', "last") ?? 0;
  return visitor.cartVersion > 0;
}

/**
 * The text up to the next quote after a mark. Answers are taken apart this way because a cart of 150 lines takes a hundred times as long
 * to parse, and the generator shares its machine with the shop.
 */
export function textAfter(body: string | null, mark: string): string | null {
  const start = body?.indexOf(mark) ?? -1;
  if (start === -1) return null;
  const end = body!.indexOf('"', start + mark.length);
  return end === -1 ? null : body!.slice(start + mark.length, end);
}

/** The number after a mark. Of an order the first total is its own, before those of its lines; of a cart the last version is. */
export function numberAfter(body: string | null, mark: string, which: "first" | "last"): number | null {
  const start = (which === "first" ? body?.indexOf(mark) : body?.lastIndexOf(mark)) ?? -1;
  const digits = start === -1 ? null : /^\d+/.exec(body!.slice(start + mark.length, start + mark.length + MAX_DIGITS));
  return digits === null ? null : Number(digits[0]);
}
const MAX_DIGITS = 20;

function codeOf(body: string | null): string | null {
  return textAfter(body, '"code":"');
}
