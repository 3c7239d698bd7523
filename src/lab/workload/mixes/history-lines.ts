import type { WireAnswer } from "../open-loop/answer-parser.ts";
import type { WireFailure } from "../open-loop/connections.ts";
import { type Heard, numberAfter, textAfter } from "./answers.ts";
import type { Step } from "./mix.ts";
import type { Visitor } from "./visitor.ts";

/**
 * The line of one call for the history file (`HistoryLine` of the audit). Ids, keys and states are plain ASCII, so nothing has to be
 * escaped; made by hand, a line costs a microsecond.
 */
export function historyLine(
  step: Step,
  visitor: Visitor,
  answer: WireAnswer | WireFailure,
  { outcome, status, failure }: Heard,
  startedAtMs: number,
  endedAtMs: number,
): string {
  const times = `"startedAtMs":${Math.floor(startedAtMs)},"endedAtMs":${Math.ceil(endedAtMs)},"outcome":"${outcome}","status":${status}${failure === null ? "" : ',"failed":true'}`;
  const body = typeof answer === "string" ? null : answer.body;
  switch (step) {
    case "checkout": {
      const who = `"key":"${visitor.id}","shopperId":"${visitor.shopperId}","cartId":"${visitor.cartId}"`;
      const order =
        outcome === "ok" ? `,"orderId":"${visitor.orderId}","totalMinor":${numberAfter(body, '"totalMinor":', "first")}` : "";
      return `{"op":"checkout",${who},${times}${order}}\n`;
    }
    case "cart":
    case "line":
    case "basket": {
      const version = outcome === "ok" ? `,"version":${visitor.cartVersion}` : "";
      return `{"op":"${step}","shopperId":"${visitor.shopperId}","of":"${visitor.cartId}",${times}${version}}\n`;
    }
    case "order": {
      const state = outcome === "ok" ? `,"state":"${textAfter(body, '"status":"')}"` : "";
      return `{"op":"order","shopperId":"${visitor.shopperId}","of":"${visitor.orderId}",${times}${state}}\n`;
    }
    default:
      return `{"op":"${step}",${times}}\n`;
  }
}
