import { drillNamed, drills } from "../lab/drills/all.ts";
import { drillContext } from "../lab/drills/context.ts";
import { checkDrill, nextHint, stopDrill } from "../lab/drills/end-drill.ts";
import { type DrillRecord, openJournal } from "../lab/drills/journal.ts";
import { runDrill } from "../lab/drills/run-drill.ts";
import { MAX_RATE_PER_SECOND } from "../lab/workload/open-loop/run.ts";
import { readEnvironment } from "../platform/topology/environment.ts";
import { onShutdown } from "./lifecycle.ts";
import { wholeNumber } from "./numbers.ts";
import { readRunning } from "./running.ts";

const MAX_SEED = 2 ** 32 - 1;

function contextHere() {
  const { dataDirectory, metricsToken } = readEnvironment();
  return drillContext({ dataDirectory, metricsToken, find: () => readRunning(dataDirectory) });
}

/** Runs one drill in this terminal until it is mended or stopped. The exit code is 0 when it was mended. */
export async function drillCommand(name: string, options: { seed?: string; rate?: string }): Promise<void> {
  const drill = drillNamed(name);
  const seed = options.seed === undefined ? Date.now() % MAX_SEED : wholeNumber("--seed", options.seed, MAX_SEED);
  const rate = options.rate === undefined ? {} : { ratePerSecond: wholeNumber("--rate", options.rate, MAX_RATE_PER_SECOND, 1) };
  const stop = new AbortController();
  const running = runDrill({ drill, context: contextHere(), seed, ...rate, say, signal: stop.signal });
  onShutdown(async () => {
    stop.abort();
    await running.catch(() => undefined);
  });
  const how = await running;
  if (how === "mended") say(`mended. ${drill.lesson}`);
  else say("stopped; all is as it was");
  process.exitCode = how === "mended" ? 0 : 2;
  process.disconnect?.();
}

/** The drills there are, and those that were done. */
export async function drillListCommand(options: { json?: boolean }): Promise<void> {
  const records = openJournal(readEnvironment().dataDirectory).records();
  if (options.json) {
    const known = drills.map(({ name, story, needs, alerts }) => ({ name, story, needs: needs.text, alerts }));
    // Facts say what is broken.
    const done = records.map(({ facts: _, ...record }) => record);
    process.stdout.write(`${JSON.stringify({ drills: known, records: done }, null, 2)}\n`);
  } else {
    for (const { name, story, needs } of drills) process.stdout.write(`${name}  (needs ${needs.text})\n  ${story}\n`);
    if (records.length > 0) process.stdout.write(`\n${records.map(recordLine).join("")}`);
  }
  process.disconnect?.();
}

/** Looks at the shop from outside. The exit code is 0 when the drill is mended, else 2. */
export async function drillCheckCommand(options: { hint?: boolean; json?: boolean }): Promise<void> {
  const context = contextHere();
  const { mended, symptom, cause, record } = await checkDrill(context, drills);
  const hint = options.hint && !mended ? nextHint(context, drills) : null;
  if (options.json) {
    // What the cause is, is for the learner to find.
    const seen = { symptom, cause: mended ? cause : { well: cause.well } };
    process.stdout.write(`${JSON.stringify({ drill: record.drill, mended, ...seen, tookMs: tookMs(record), hint }, null, 2)}\n`);
  } else {
    process.stdout.write(`${verdictText(mended, symptom, cause)}\n`);
    if (hint !== null) process.stdout.write(`hint ${hint.step} of ${hint.of}: ${hint.hint}\n`);
    else if (!mended) process.stdout.write("`tenfold drill check --hint` says where to look, a step more each time.\n");
    if (mended) process.stdout.write(`${recordLine(record)}${drillNamed(record.drill).lesson}\n`);
  }
  process.exitCode = mended ? 0 : 2;
  process.disconnect?.();
}

/** Puts all back, mended or not. */
export async function drillStopCommand(): Promise<void> {
  const { drill } = await stopDrill(contextHere(), drills);
  process.stdout.write(`the drill ${drill} is over; what it broke is put back\n`);
  process.disconnect?.();
}

type Seen = { readonly well: boolean; readonly seen: string };

function verdictText(mended: boolean, symptom: Seen, cause: Seen): string {
  if (mended) return `mended: ${symptom.seen}; ${cause.seen}`;
  if (!symptom.well && !cause.well) return `not mended: ${symptom.seen}; what it comes from is still there`;
  if (!symptom.well) return `not mended yet: ${symptom.seen}; what it came from is gone, so look again in a moment`;
  return `not mended: ${symptom.seen}, and yet what it came from is still there`;
}

/** From the first alert, as the person on call would count; null while it is not mended, or when there was no alert. */
function tookMs(record: DrillRecord): number | null {
  const first = firstAlert(record);
  return record.mendedAtMs === null || first === undefined ? null : record.mendedAtMs - first.atMs;
}

/** Of those that the drill is about; a busy machine may have others. */
function firstAlert({ drill, alerts }: DrillRecord) {
  const expected = drills.find(({ name }) => name === drill)?.alerts ?? [];
  return alerts.find(({ name }) => expected.includes(name)) ?? alerts[0];
}

function recordLine(record: DrillRecord): string {
  const took = tookMs(record);
  const result = record.end ?? (record.mendedAtMs === null ? "under way" : "mended");
  const time = took === null ? "" : `, ${duration(took)} after the first alert (${firstAlert(record)!.name})`;
  const helps = `${record.checks} ${record.checks === 1 ? "check" : "checks"}, ${record.hints} ${record.hints === 1 ? "hint" : "hints"}`;
  return `${new Date(record.begunAtMs).toISOString()}  ${record.drill}  ${result}${time}; ${helps}\n`;
}

function duration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function say(message: string): void {
  process.stderr.write(`tenfold: ${message}\n`);
}
