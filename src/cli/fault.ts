import { parse } from "yaml";
import { checkFault } from "../lab/faults/check-fault.ts";
import type { FaultRecord } from "../lab/faults/fault.ts";
import { createFaultClient, type FaultPlaces, type FaultState } from "../lab/faults/fault-client.ts";
import { type FaultField, faultKinds } from "../lab/faults/fault-kinds.ts";
import { durationMs } from "../lab/faults/fault-plan.ts";
import { readEnvironment } from "../platform/topology/environment.ts";

type Options = { readonly json?: boolean; readonly wait?: boolean };

const client = () => createFaultClient(readEnvironment().dataDirectory);
const POLL_MS = 200;

/** Does something to the running shop. With `--wait` it answers when that is over, and heals it at Ctrl-C. */
export async function faultInjectCommand(kind: string, fields: readonly string[], { json, wait }: Options): Promise<void> {
  const fault = checkFault({ kind, ...Object.fromEntries(fields.map(readField)) });
  const faults = client();
  let record = await faults.inject(fault);
  if (wait && record.endedAtMs === null) {
    process.once("SIGINT", () => void faults.heal(record.id).catch(() => undefined));
    process.stderr.write(`${describe(record)}\n`);
    while (record.endedAtMs === null) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      const now = (await faults.list()).faults.find(({ id }) => id === record.id);
      if (now === undefined) break;
      record = now;
    }
  }
  print(json ? JSON.stringify(record, null, 2) : describe(record));
  process.disconnect?.();
}

/** `part=worker`, `forMs=5s`, `behaviour={delayMs: 300}`. */
function readField(text: string): [string, unknown] {
  const at = text.indexOf("=");
  if (at < 1) throw new Error(`"${text}" is no field; write field=value, such as part=worker or forMs=5s.`);
  const name = text.slice(0, at);
  const value = text.slice(at + 1);
  if (name.endsWith("Ms") && /[a-z]$/.test(value)) return [name, durationMs(name, value)];
  try {
    return [name, parse(value)];
  } catch {
    throw new Error(`The value of ${name} is not understood: "${value}".`);
  }
}

/** The faults that stand, and the latest that are over. */
export async function faultListCommand({ json }: Options): Promise<void> {
  const state = await client().list();
  print(json ? JSON.stringify(state, null, 2) : listText(state));
  process.disconnect?.();
}

function listText({ faults, failovers }: FaultState): string {
  if (faults.length === 0) return "No fault yet; `tenfold fault kinds` says what there is.";
  const changes = failovers.map(
    ({ to, tookMs, startedAtMs }) => `      ${timeOf(startedAtMs)}  ${to} took over as the primary, after ${tookMs} ms`,
  );
  return [...faults.map(describe), ...changes].join("\n");
}

export async function faultHealCommand(id: string | undefined): Promise<void> {
  const faults = client();
  const healed = id === undefined ? await faults.healAll() : [await faults.heal(id)];
  print(healed.length === 0 ? "No fault stands." : healed.map(describe).join("\n"));
  if (healed.some(({ trouble }) => trouble !== null)) process.exitCode = 2;
  process.disconnect?.();
}

/** What can be done, to whom; with the parts and links of the shop, if one runs. */
export async function faultKindsCommand({ json }: Options): Promise<void> {
  const places = await client()
    .places()
    .catch(() => null);
  if (json) print(JSON.stringify({ kinds: faultKinds, places }, null, 2));
  else {
    for (const [kind, { about, fields, needs }] of Object.entries(faultKinds)) {
      print(`${kind}: ${about}${needs === "nothing" ? "" : ` (needs ${needs})`}`);
      for (const field of fields) print(`  ${fieldText(field)}`);
    }
    print(places === null ? "\nNo shop runs on this data folder." : `\n${placesText(places)}`);
  }
  process.disconnect?.();
}

function placesText({ parts, links }: FaultPlaces): string {
  const names = parts.map(({ name, isRunning }) => (isRunning ? name : `${name} (starting again)`));
  const ways = links.map(({ from, to }) => `${from} - ${to}`);
  const network = ways.length === 0 ? "not in this shop; start it with `tenfold up --network-faults`" : ways.join(", ");
  return `parts: ${names.join(", ")}\nnetwork faults: ${network}`;
}

function fieldText({ name, isRequired, least, most, choices, about }: FaultField): string {
  const range = choices !== undefined ? choices.join(" | ") : least === undefined ? "" : `${least} to ${most}`;
  return `${name.padEnd(18)}${isRequired ? "" : "(optional) "}${about}${range === "" ? "" : `: ${range}`}`;
}

function describe({ id, what, startedAtMs, endsAtMs, endedAtMs, trouble }: FaultRecord): string {
  const lasts =
    endsAtMs === null
      ? ""
      : endedAtMs === null
        ? `, until ${timeOf(endsAtMs)}`
        : `, over after ${((endedAtMs - startedAtMs) / 1_000).toFixed(1)} s`;
  return `${id.padStart(4)}  ${timeOf(startedAtMs)}  ${what}${lasts}${trouble === null ? "" : `; it could not be healed: ${trouble}`}`;
}

const timeOf = (atMs: number) => new Date(atMs).toISOString().slice(11, 19);

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
