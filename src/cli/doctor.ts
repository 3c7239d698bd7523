import { statSync } from "node:fs";
import { join } from "node:path";
import { environmentSettings, readEnvironment } from "../platform/topology/environment.ts";
import { findTopology, projectRoot, readTopology } from "../platform/topology/topology.ts";
import { isLoopbackHost } from "../shop/webhooks/target.ts";
import { checkDatabase } from "./doctor/database.ts";
import { checkEnvironment } from "./doctor/environment.ts";
import { type Finding, foundProblem, messageOf, type Verdict } from "./doctor/finding.ts";
import { checkPackages, checkRuntime } from "./doctor/installation.ts";
import { checkClock, checkDataFolder, checkEmbeddedPostgres, checkPort } from "./doctor/machine.ts";
import { checkSearch } from "./doctor/search.ts";
import { checkTools } from "./doctor/tools.ts";
import { checkTopologyNeeds } from "./doctor/topology.ts";
import { readRunning } from "./running.ts";

const MARKS: Readonly<Record<Verdict, string>> = { ok: "✓", optional: "–", notice: "!", problem: "✗" };

/** Looks at everything that a start needs and prints a line for each finding. The exit code is 2 when there is a problem, else 0. */
export async function doctorCommand(options: { json?: boolean; topology?: string }): Promise<void> {
  const findings = await examine(process.env, options.topology);
  const count = (verdict: Verdict) => findings.filter((finding) => finding.verdict === verdict).length;
  if (options.json) process.stdout.write(`${JSON.stringify({ problems: count("problem"), findings }, null, 2)}\n`);
  else {
    for (const finding of findings) process.stdout.write(`${lineOf(finding)}\n`);
    process.stdout.write(
      `\n${count("problem")} problems, ${count("notice")} to look at, ${count("optional")} optional tools missing\n`,
    );
  }
  process.exitCode = count("problem") > 0 ? 2 : 0;
  process.disconnect?.();
}

export async function examine(env: NodeJS.ProcessEnv, topology?: string): Promise<Finding[]> {
  const environment = readWhatCanBeRead(env);
  const { dataDirectory, host, port } = environment;
  const running = await readRunning(dataDirectory);
  const serves = running?.apiUrls.some((url) => URL.parse(url)?.port === String(port)) ?? false;
  const databaseUrl = environment.databaseUrl ?? running?.databaseUrl ?? null;
  return [
    checkRuntime(projectRoot),
    checkPackages(projectRoot),
    checkClock(Date.now(), statSync(join(projectRoot, "package-lock.json")).mtimeMs),
    ...checkEnvironment(env, isLoopbackHost),
    await checkDataFolder(dataDirectory),
    await checkPort(host, port, serves ? `process ${running!.pid}` : undefined),
    ...(environment.databaseUrl === null ? [await checkEmbeddedPostgres(dataDirectory)] : []),
    ...(databaseUrl === null ? [] : await checkDatabase(databaseUrl)),
    ...(await checkSearch(environment.openSearch ?? running?.openSearch ?? null)),
    ...needsOf(topology, env.PATH),
    ...checkTools(env.PATH),
  ];
}

function needsOf(topology: string | undefined, searchPath: string | undefined): Finding[] {
  try {
    return checkTopologyNeeds(readTopology(findTopology(topology)), searchPath);
  } catch (error) {
    return [foundProblem("topology", messageOf(error), "see docs/topology.md")];
  }
}

/** A setting that cannot be read is a finding of its own; for the other checks it has its default. */
function readWhatCanBeRead(env: NodeJS.ProcessEnv) {
  const readable: NodeJS.ProcessEnv = {};
  for (const name of Object.keys(environmentSettings)) {
    if (env[name] === undefined) continue;
    try {
      readEnvironment({ ...readable, [name]: env[name] });
      readable[name] = env[name];
    } catch {
      // checkEnvironment says what is wrong with it.
    }
  }
  return readEnvironment(readable);
}

function lineOf({ check, verdict, text, advice }: Finding): string {
  return `${MARKS[verdict]} ${check}: ${text}${advice === undefined ? "" : ` → ${advice}`}`;
}
