import { problem } from "../../platform/http/problems.ts";
import type { AuditReport } from "../audit/audit.ts";
import type { CommandEnd, RunCommand, RunningCommand } from "./commands.ts";
import type { AuditResult, AuditState } from "./contract.ts";
import type { MarkBook } from "./marks.ts";

/** Younger changes may be on their way: orders that were answered with 202 are settled within seconds. */
const GRACE_SECONDS = 10;

export interface AuditDesk {
  /** Throws a problem when one runs. `history`: what clients saw, null when nobody wrote it down. */
  start(history: string | null): void;
  state(): AuditState;
  close(): Promise<void>;
}

/** Runs `tenfold audit` beside everything else and keeps its last verdict. */
export function createAuditDesk(options: {
  readonly run: RunCommand;
  readonly marks: MarkBook;
  readonly onChange: () => void;
  readonly now?: () => number;
}): AuditDesk {
  const { run, marks, onChange, now = Date.now } = options;
  let under: { readonly startedAtMs: number; readonly command: RunningCommand; readonly ended: Promise<void> } | null = null;
  let last: AuditResult | null = null;

  function finish(end: CommandEnd, withHistory: boolean): void {
    last = { ...resultOf(end), endedAtMs: now(), withHistory };
    under = null;
    marks.close("audit", now(), () => `audit: ${last!.verdict}`, last.verdict === "green" ? "good" : "bad");
    onChange();
  }

  return {
    start(history) {
      if (under !== null) throw problem("conflict", "An audit runs already.");
      const startedAtMs = now();
      const command = run([
        ...["audit", "--json", "--grace", String(GRACE_SECONDS)],
        ...(history === null ? [] : ["--history", history]),
      ]);
      marks.open({ id: "audit", kind: "audit", text: "audit", fromMs: startedAtMs, tone: "neutral" });
      under = { startedAtMs, command, ended: command.ended.then((end) => finish(end, history !== null)) };
      onChange();
    },
    state: () => ({ running: under === null ? null : { startedAtMs: under.startedAtMs }, last }),
    async close() {
      under?.command.end();
      await under?.ended;
    },
  };
}

function resultOf({ code, output, complaint }: CommandEnd): Omit<AuditResult, "endedAtMs" | "withHistory"> {
  try {
    const { verdict, findings, counts } = JSON.parse(output) as AuditReport;
    const checks = findings.map(({ id, holds, verdict, note, violations }) => ({
      id,
      holds,
      verdict,
      note: note ?? null,
      violations,
    }));
    return { verdict, message: null, checks, counts };
  } catch {
    return { verdict: "failed", message: complaint || `The audit ended with code ${code}.`, checks: [], counts: {} };
  }
}
