import type { Topology } from "../../platform/topology/schema.ts";

/** One source of rules, two clocks: a month on call, and a lab run of some minutes in which the same alerts must come. */
export type Profile = {
  readonly name: "production" | "lab";
  /** How many times shorter the windows of SLOs and error budgets are: a lab's minute is an hour on call. */
  readonly sloScale: number;
  /** How many times shorter the windows and waiting times of the other alerts are. */
  readonly alertScale: number;
  readonly scrapeIntervalMs: number;
  /** Of exporters whose scrape costs the database or the machine something. */
  readonly exporterIntervalMs: number;
  /** Where an alert's runbook is found; ends in a slash. */
  readonly runbooks: string;
  /** The share of requests that is promised an answer. */
  readonly availability: number;
  /** Within which 99 of 100 requests are promised their answer. */
  readonly latencyP99Ms: number;
};

export const production: Profile = {
  name: "production",
  sloScale: 1,
  alertScale: 1,
  scrapeIntervalMs: 15_000,
  exporterIntervalMs: 30_000,
  runbooks: "docs/runbooks/",
  availability: 0.9999,
  latencyP99Ms: 200,
};

export const lab: Profile = {
  name: "lab",
  sloScale: 60,
  alertScale: 12,
  scrapeIntervalMs: 1_000,
  exporterIntervalMs: 5_000,
  runbooks: "docs/runbooks/",
  availability: 0.9999,
  latencyP99Ms: 200,
};

/** A lab's clock with the promises and the scrapes of a topology. */
export function profileOf({ monitoring, slos }: Pick<Topology, "monitoring" | "slos">): Profile {
  const scrapeIntervalMs = monitoring?.scrapeIntervalMs ?? lab.scrapeIntervalMs;
  const exporterIntervalMs = Math.max(lab.exporterIntervalMs, scrapeIntervalMs);
  return { ...lab, scrapeIntervalMs, exporterIntervalMs, availability: slos.availability, latencyP99Ms: slos.latencyP99Ms };
}

/** Below `<data>/monitoring`: the profile of what runs, for those who add rules to it. */
export const PROFILE_FILE = "profile.json";

/** A rate needs several samples in its window, also when one scrape was lost. */
const SAMPLES_PER_WINDOW = 4;

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** What a window of the SLOs is in this profile, in seconds. */
export function sloSeconds(profile: Profile, seconds: number): number {
  return atLeast(seconds / profile.sloScale, profile.scrapeIntervalMs);
}

/** What a window of the other rules is; those over an exporter's figures are never shorter than its scrapes allow. */
export function alertSeconds(profile: Profile, seconds: number, intervalMs = profile.scrapeIntervalMs): number {
  return atLeast(seconds / profile.alertScale, intervalMs);
}

/** How long an alert's condition has to hold. */
export function waitSeconds(profile: Profile, seconds: number): number {
  return Math.round(seconds / profile.alertScale);
}

function atLeast(seconds: number, intervalMs: number): number {
  return Math.max(Math.round(seconds), (SAMPLES_PER_WINDOW * intervalMs) / 1_000);
}

/** As Prometheus writes it, in the largest unit that leaves no rest: 90 is `90s`, 3,600 is `1h`. */
export function duration(seconds: number): string {
  for (const [unit, size] of [
    ["d", DAY],
    ["h", HOUR],
    ["m", MINUTE],
  ] as const) {
    if (seconds >= size && seconds % size === 0) return `${seconds / size}${unit}`;
  }
  return `${seconds}s`;
}
