import { setTimeout as delay } from "node:timers/promises";
import type { Drill, DrillContext, Verdict } from "./drill.ts";
import { type DrillEnd, type DrillRecord, type Journal, openJournal } from "./journal.ts";
import { forgetRules, isAttended } from "./run-drill.ts";

/** Data of a drill are removed in one statement. */
const STOP_TIMEOUT_MS = 120_000;
const LOOK_EVERY_MS = 100;

/** The drill that is under way. Rejects with a sentence when there is none. */
export function presentDrill(
  context: DrillContext,
  drills: readonly Drill[],
): { readonly drill: Drill; readonly record: DrillRecord; readonly journal: Journal } {
  const journal = openJournal(context.dataDirectory);
  const record = journal.present();
  if (record === undefined) throw new Error("No drill is under way; `tenfold drill list` names those that there are.");
  const drill = drills.find(({ name }) => name === record.drill);
  if (drill === undefined) throw new Error(`The drill ${record.drill} is not known to this version; remove ${journal.file}.`);
  return { drill, record, journal };
}

/** Looks at the symptom and the cause from outside, and writes down what it found. A drill that is mended ends. */
export async function checkDrill(
  context: DrillContext,
  drills: readonly Drill[],
): Promise<Verdict & { readonly record: DrillRecord }> {
  const { drill, record, journal } = presentDrill(context, drills);
  if (record.brokenAtMs === null) throw new Error("Nothing is broken yet: wait for the first alert.");
  const { id, facts } = record;
  const symptom = await drill.symptom(context, facts);
  const cause = await drill.cause(context, facts);
  const mended = symptom.well && cause.well;
  journal.add(id, { kind: "checked", mended, symptomWell: symptom.well, causeWell: cause.well });
  if (mended) await end(context, drill, record, journal, "mended");
  return { mended, symptom, cause, record: journal.records().find((each) => each.id === id)! };
}

/** The next step of the hints; the last one again when there is no other. */
export function nextHint(
  context: DrillContext,
  drills: readonly Drill[],
): { readonly step: number; readonly of: number; readonly hint: string } {
  const { drill, record, journal } = presentDrill(context, drills);
  const step = Math.min(record.hints + 1, drill.hints.length);
  journal.add(record.id, { kind: "hint" });
  return { step, of: drill.hints.length, hint: drill.hints[step - 1]! };
}

/** Puts all back, whether the process of the drill is still there or not. */
export async function stopDrill(context: DrillContext, drills: readonly Drill[]): Promise<DrillRecord> {
  const { drill, record, journal } = presentDrill(context, drills);
  if (isAttended(record)) process.kill(record.pid, "SIGTERM");
  await end(context, drill, record, journal, "stopped");
  return record;
}

/** The drill's own process puts all back when it is there; else this one does. */
async function end(context: DrillContext, drill: Drill, record: DrillRecord, journal: Journal, how: DrillEnd): Promise<void> {
  const deadline = performance.now() + STOP_TIMEOUT_MS;
  const isOver = () => journal.records().find(({ id }) => id === record.id)!.end !== null;
  while (isAttended(record)) {
    if (isOver()) return;
    if (performance.now() > deadline)
      throw new Error(`The process ${record.pid} of the drill does not end; end it, and call \`tenfold drill stop\` again.`);
    await delay(LOOK_EVERY_MS);
  }
  if (isOver()) return;
  // What only its process kept up is gone with it; the rest is put back here.
  await drill.restore(context, record.facts);
  await forgetRules(context);
  journal.add(record.id, { kind: "ended", how });
}
