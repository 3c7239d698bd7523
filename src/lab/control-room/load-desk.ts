import { globSync } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { problem } from "../../platform/http/problems.ts";
import { projectRoot } from "../../platform/topology/topology.ts";
import { mixes } from "../workload/mixes/mix.ts";
import { isPassed, type RunResult, type SloVerdict } from "../workload/open-loop/result.ts";
import { readProfile, STEADY } from "../workload/profiles/profile.ts";
import type { CommandEnd, RunCommand, RunningCommand } from "./commands.ts";
import type { LoadRequest, LoadResult, LoadRun, LoadState, Named } from "./contract.ts";
import type { MarkBook } from "./marks.ts";

/** Enough to saturate any machine that somebody looks at with this page, and not enough to hang it by a slip of the finger. */
export const MAX_LOAD_PER_SECOND = 20_000;
export const MAX_LOAD_SECONDS = 3_600;
export const MIN_LOAD_SECONDS = 5;
/** Reports that are kept; each has some hundred kilobytes, and a history of a long run many megabytes. */
const KEPT_RUNS = 5;
const MAX_WARM_UP_SECONDS = 5;
const RUN_ID = /^\d{13,15}$/;

export interface LoadDesk {
  /** Throws a problem when one runs, or there is no such mix or profile. */
  start(request: LoadRequest): Promise<LoadRun>;
  /** Throws a problem when none runs. It comes to its result with what it has. */
  stop(): void;
  state(): LoadState;
  /** What clients saw in the last run that came to its end; null when there is none. */
  lastHistory(): string | null;
  /** A report as HTML; null when there is none. */
  report(id: string): Promise<string | null>;
  close(): Promise<void>;
}

export const loadMixes: readonly Named[] = Object.values(mixes).map(({ name, about }) => ({ name, about }));
export const loadProfiles: readonly Named[] = [
  STEADY.name,
  ...globSync("*.yaml", { cwd: join(projectRoot, "src/lab/workload/profiles") })
    .map((file) => basename(file, ".yaml"))
    .sort(),
].map((name) => ({ name, about: readProfile(name).about }));

export function createLoadDesk(options: {
  readonly directory: string;
  readonly run: RunCommand;
  readonly marks: MarkBook;
  readonly onChange: () => void;
  readonly now?: () => number;
}): LoadDesk {
  const { directory, run, marks, onChange, now = Date.now } = options;
  let under: { readonly run: LoadRun; readonly command: RunningCommand; readonly ended: Promise<void> } | null = null;
  let isStopping = false;
  let last: LoadResult | null = null;
  let history: string | null = null;

  const file = (id: string, name: string) => join(directory, `${id}.${name}`);

  async function finish(load: LoadRun, id: string, end: CommandEnd): Promise<void> {
    last = await resultOf(load, id, end, now());
    if (last.verdict !== "failed") history = file(id, "history.ndjson");
    under = null;
    const tone = last.verdict === "passed" ? "good" : "bad";
    marks.close("load", now(), () => `${titleOf(load)}: ${VERDICTS[last!.verdict]}`, tone);
    onChange();
  }

  async function resultOf(load: LoadRun, id: string, end: CommandEnd, endedAtMs: number): Promise<LoadResult> {
    const nothing = { run: load, endedAtMs, objectives: [], saturation: null, reportPath: null };
    let result: RunResult;
    try {
      result = JSON.parse(await readFile(file(id, "result.json"), "utf8")) as RunResult;
    } catch {
      const message = isStopping ? "It was stopped before it had begun." : end.complaint || `It ended with code ${end.code}.`;
      return { ...nothing, verdict: "failed", message };
    }
    return {
      ...nothing,
      verdict: result.void !== null ? "void" : isPassed(result) ? "passed" : "missed",
      message: result.void,
      objectives: result.slos.map(objectiveOf),
      saturation: result.saturation.because,
      reportPath: `/api/reports/${id}`,
    };
  }

  return {
    async start(request) {
      if (under !== null) throw problem("conflict", "A load runs already: stop it first.");
      const known = (list: readonly Named[], name: string) => list.some((each) => each.name === name);
      if (!known(loadMixes, request.mix))
        throw problem("validation-failed", `There is no mix called ${JSON.stringify(request.mix)}.`);
      if (!known(loadProfiles, request.profile)) {
        throw problem("validation-failed", `There is no profile called ${JSON.stringify(request.profile)}.`);
      }
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await removeOld(directory);
      const startedAtMs = now();
      const id = String(startedAtMs);
      const load: LoadRun = { ...request, startedAtMs, isStopping: false };
      isStopping = false;
      const command = run([
        ...["load", "run", "--mix", request.mix, "--profile", request.profile],
        ...["--rate", String(request.ratePerSecond), "--seconds", String(request.seconds)],
        ...["--warm-up", String(Math.min(MAX_WARM_UP_SECONDS, Math.floor(request.seconds / 2)))],
        ...["--history", file(id, "history.ndjson"), "--json", file(id, "result.json"), "--report", file(id, "report.html")],
        ...["--name", titleOf(load)],
      ]);
      marks.open({ id: "load", kind: "load", text: titleOf(load), fromMs: startedAtMs, tone: "neutral" });
      under = { run: load, command, ended: command.ended.then((end) => finish(load, id, end)) };
      onChange();
      return load;
    },
    stop() {
      if (under === null) throw problem("conflict", "No load runs.");
      isStopping = true;
      under.command.interrupt();
      onChange();
    },
    state: () => ({
      mixes: loadMixes,
      profiles: loadProfiles,
      running: under === null ? null : { ...under.run, isStopping },
      last,
    }),
    lastHistory: () => history,
    async report(id) {
      return RUN_ID.test(id) ? readFile(file(id, "report.html"), "utf8").catch(() => null) : null;
    },
    async close() {
      under?.command.end();
      await under?.ended;
    },
  };
}

const VERDICTS = { passed: "passed", missed: "missed an objective", void: "void", failed: "failed" } as const;

const titleOf = ({ mix, profile, ratePerSecond, seconds }: LoadRequest): string =>
  `${mix} at ${ratePerSecond.toLocaleString("en")}/s${profile === STEADY.name ? "" : `, ${profile}`}, ${seconds} s`;

function objectiveOf({ holds, measured, unit, met }: SloVerdict): LoadResult["objectives"][number] {
  const shown =
    unit === "share"
      ? `${Number((100 * measured).toFixed(3))} %`
      : unit === "ms"
        ? `${Math.round(measured)} ms`
        : `${Math.round(measured)}/s`;
  return { text: holds, measured: shown, met };
}

async function removeOld(directory: string): Promise<void> {
  const files = await readdir(directory);
  const ids = [...new Set(files.map((name) => name.split(".", 1)[0]!))].filter((id) => RUN_ID.test(id)).sort();
  const old = new Set(ids.slice(0, Math.max(0, ids.length - KEPT_RUNS + 1)));
  for (const name of files) if (old.has(name.split(".", 1)[0]!)) await rm(join(directory, name), { force: true });
}
