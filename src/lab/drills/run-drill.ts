import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { processStart } from "../../platform/database/embedded/processes.ts";
import { newId } from "../../platform/ids.ts";
import { seededRandom } from "../../platform/random.ts";
import { removeDrillRules, writeDrillRules } from "../observability/drill-rules.ts";
import { PROFILE_FILE, type Profile } from "../observability/profile.ts";
import type { Drill, DrillContext, Facts } from "./drill.ts";
import { type DrillEnd, type DrillRecord, type Journal, openJournal, type SeenAlert } from "./journal.ts";
import { type RunningLoad, startLoad } from "./load.ts";
import { type AlertWatch, watchAlerts } from "./watch-alerts.ts";

export type RunDrillOptions = {
  readonly drill: Drill;
  readonly context: DrillContext;
  readonly seed: number;
  /** In place of the drill's own. */
  readonly ratePerSecond?: number;
  readonly say: (line: string) => void;
  /** Puts all back and ends. */
  readonly signal: AbortSignal;
};

/** Caches fill, connections are opened, and the learner sees how it looks when all is well. */
const WELL_MS = 20_000;
/** Nobody should know the second in which it breaks. */
const SURPRISE_MS = 10_000;
const LOOK_EVERY_MS = 1_000;
/** Within this the first alert comes; else the drill says so. */
export const ALERT_WITHIN_MS = 120_000;

/**
 * Puts the running shop under load, breaks something, and tells of the alerts until a check has found it mended or somebody stops it; then
 * all is put back. Rejects with one sentence when it cannot begin.
 */
export async function runDrill(options: RunDrillOptions): Promise<DrillEnd> {
  const { drill, context, seed, say, signal } = options;
  const journal = openJournal(context.dataDirectory);
  const shop = await context.shop();
  if (!drill.needs.has(shop)) throw new Error(`The drill ${drill.name} needs ${drill.needs.text}; ${shop.topology} runs.`);
  const present = journal.present();
  if (present !== undefined)
    throw new Error(`The drill ${present.drill} is not over yet: mend it, or \`tenfold drill stop\` puts all back.`);
  const random = seededRandom(seed);
  const facts = await drill.plan(context, random);
  const watch = await watchAlerts(context, drill.ownRules(facts));
  await demandQuiet(drill, watch);

  const id = newId();
  journal.add(id, { kind: "begun", drill: drill.name, seed, ...thisProcess(), facts });
  const cleaning: (() => Promise<unknown>)[] = [];
  let how: DrillEnd = "failed";
  try {
    say(`drill ${drill.name}: ${drill.story}`);
    say(`alerts come from ${watch.source}`);
    if (await tellPrometheus(drill, context, facts)) cleaning.push(() => forgetRules(context));
    const planned = drill.load(facts);
    const load = { ...planned, ratePerSecond: options.ratePerSecond ?? planned.ratePerSecond };
    say(`${load.ratePerSecond} requests a second come (${load.mix}); the shop is still well`);
    const shoppers = await startLoad({ load, shop, seed, logDirectory: join(context.dataDirectory, "logs") });
    cleaning.push(shoppers.close);
    await delay(WELL_MS + random() * SURPRISE_MS, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) {
      cleaning.push(() => drill.restore(context, facts));
      const keeping = await drill.break(context, facts);
      if (keeping !== null) cleaning.push(keeping.close);
      shoppers.trouble();
      journal.add(id, { kind: "broken" });
      say("from now on something is wrong; alerts come as they fire");
    }
    how = await follow({ ...options, journal, id, watch, shoppers });
  } finally {
    for (const clean of cleaning.reverse()) await clean().catch((error: Error) => say(`not put back: ${error.message}`));
    journal.add(id, { kind: "ended", how });
  }
  return how;
}

/**
 * A drill in a shop with the same trouble teaches nothing, and could not tell its own alert from the other. Its first alert decides: milder
 * ones come and go on a machine that is busy or has just started.
 */
async function demandQuiet({ name, alerts: [plainest] }: Drill, watch: AlertWatch): Promise<void> {
  const fires = (await watch.current()).find((alert) => alert.name === plainest);
  if (fires !== undefined)
    throw new Error(`The alert ${fires.name} fires already, so the drill ${name} would show nothing; try again when it is over.`);
}

function thisProcess(): { readonly pid: number; readonly processStart: string } {
  return { pid: process.pid, processStart: processStart(process.pid) ?? "" };
}

type Following = RunDrillOptions & {
  readonly journal: Journal;
  readonly id: string;
  readonly watch: AlertWatch;
  readonly shoppers: RunningLoad;
};

/** Tells of alerts until the drill is over. */
async function follow({ drill, signal, say, journal, id, watch, shoppers }: Following): Promise<DrillEnd> {
  const told = new Set<string>();
  const brokenAtMs = Date.now();
  let complained = false;
  let pointed = false;
  while (!signal.aborted) {
    const record = journal.records().find((each) => each.id === id)!;
    if (record.mendedAtMs !== null) return "mended";
    const failure = shoppers.failure();
    if (failure !== undefined) throw new Error(failure);
    // Whoever tells of alerts may be among what is broken.
    const now = await watch.current().catch((): readonly SeenAlert[] => []);
    for (const alert of now) {
      // One name may have several series: a person is told once.
      if (told.has(alert.name)) continue;
      told.add(alert.name);
      if (alert.atMs >= brokenAtMs) journal.add(id, { kind: "alert", alert });
      say(`ALERT ${alert.name} (${alert.severity}): ${alert.summary}; ${alert.runbook}`);
      if (pointed || !drill.alerts.includes(alert.name)) continue;
      pointed = true;
      for (const line of drill.look) say(`  look: ${line}`);
    }
    for (const name of told) {
      if (now.some((alert) => alert.name === name)) continue;
      told.delete(name);
      say(`over: ${name}`);
    }
    if (!complained && record.alerts.length === 0 && Date.now() - brokenAtMs > ALERT_WITHIN_MS) {
      complained = true;
      say("no alert within two minutes: look at the shop itself, and at its monitoring");
    }
    await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  return "stopped";
}

/** Rules of this drill beside the others, where there is a Prometheus. Answers whether there are any. */
async function tellPrometheus(drill: Drill, context: DrillContext, facts: Facts): Promise<boolean> {
  const rules = drill.rules?.(facts) ?? [];
  const { parts } = await context.shop();
  if (rules.length === 0 || !parts.some(({ kind }) => kind === "prometheus")) return false;
  const directory = join(context.dataDirectory, "monitoring");
  const profile = JSON.parse(readFileSync(join(directory, PROFILE_FILE), "utf8")) as Profile;
  writeDrillRules(directory, drill.name, rules, profile);
  await reloadPrometheus(context);
  return true;
}

export async function forgetRules(context: DrillContext): Promise<void> {
  if (removeDrillRules(join(context.dataDirectory, "monitoring"))) await reloadPrometheus(context);
}

async function reloadPrometheus({ shop }: DrillContext): Promise<void> {
  const { pid } = (await shop()).parts.find(({ kind }) => kind === "prometheus") ?? { pid: null };
  // One that is being started again reads them anyway.
  if (pid !== null) process.kill(pid, "SIGHUP");
}

/** Whether the process that began it is still there. */
export function isAttended({ pid, processStart: start }: Pick<DrillRecord, "pid" | "processStart">): boolean {
  return processStart(pid) === start;
}
