import { problem } from "../../platform/http/problems.ts";
import { dashboards } from "../observability/dashboards/all.ts";
import type { Panel, Query } from "../observability/dashboards/dashboard.ts";
import type { Profile } from "../observability/profile.ts";
import { monitors } from "../observability/programs.ts";
import { howToInstall, pathOf } from "../supervisor/programs.ts";
import type { FiringAlert, PanelBoard, PanelBoards, PanelData, PanelInfo } from "./contract.ts";

const QUERY_TIMEOUT_MS = 5_000;
/** More curves than this nobody tells apart. */
const MAX_SERIES = 24;
/** Points of a curve; a panel is 400 pixels wide. */
const MAX_POINTS = 240;
const MS = 1_000;

type PlacedPanel = { readonly id: string; readonly panel: Panel };

/** By the place in its dashboard: stable as long as the dashboards are, and nothing that a page could make a query of. */
const boards = dashboards.map((dashboard) => ({
  dashboard,
  rows: dashboard.rows.map(({ title, panels }, row) => ({
    title,
    panels: panels.map((panel, index): PlacedPanel => ({ id: `${dashboard.id}.${row}.${index}`, panel })),
  })),
}));
const panelsById = new Map(
  boards.flatMap(({ rows }) => rows.flatMap(({ panels }) => panels.map((each) => [each.id, each.panel]))),
);

/** Every dashboard with its panels; `missing` says what is to be done for figures. */
export function panelBoards(hasPrometheus: boolean, isMonitored: boolean): PanelBoards {
  const list = boards.map(
    ({ dashboard: { id, title, about }, rows }): PanelBoard => ({
      id,
      title: title.replace(/^Tenfold: /, ""),
      about,
      rows: rows.map(({ title, panels }) => ({ title, panels: panels.map(panelInfo) })),
    }),
  );
  return { missing: hasPrometheus ? null : whyMissing(isMonitored), boards: list };
}

function whyMissing(isMonitored: boolean): string {
  if (!isMonitored) {
    return "This topology has no monitoring. Level 2 and above start Prometheus; in a topology of your own, add the section `monitoring: {}`.";
  }
  if (pathOf(monitors.prometheus) === undefined) {
    return `Prometheus is not installed (${howToInstall(monitors.prometheus)}). Start the shop again afterwards.`;
  }
  return "Prometheus does not run at the moment; the shop's log says why.";
}

function panelInfo({ id, panel }: PlacedPanel): PanelInfo {
  const { title, about, kind, unit, warn, alarm, below, width } = panel;
  return { id, title, about, kind, unit, warn: warn ?? null, alarm: alarm ?? null, below: below === true, width };
}

/**
 * What a panel shows of the last minutes. Only the queries of the dashboards are ever asked. Throws the problems `not-found` for a panel that
 * there is not, `upstream-unavailable` when Prometheus does not answer.
 */
export async function readPanel(prometheusUrl: string, profile: Profile, id: string, minutes: number): Promise<PanelData> {
  const panel = panelsById.get(id);
  if (panel === undefined) throw problem("not-found", `There is no panel ${JSON.stringify(id)}.`);
  const all = await Promise.all(panel.queries.map((query) => ask(prometheusUrl, panel, query, profile, minutes)));
  const series = all.flat().slice(0, MAX_SERIES);
  const empty = panel.queries.find(({ mayBeEmpty }) => mayBeEmpty !== undefined)?.mayBeEmpty ?? null;
  return { series, empty: series.length > 0 ? null : empty };
}

type Answered = {
  readonly data?: {
    readonly result: readonly {
      readonly metric: Readonly<Record<string, string>>;
      readonly value?: readonly [number, string];
      readonly values?: readonly (readonly [number, string])[];
    }[];
  };
};

async function ask(url: string, panel: Panel, query: Query, profile: Profile, minutes: number): Promise<PanelData["series"]> {
  const end = Date.now() / MS;
  const start = end - minutes * 60;
  const step = Math.max(profile.scrapeIntervalMs / MS, Math.ceil((minutes * 60) / MAX_POINTS));
  const isRange = panel.kind !== "bars";
  const what = { query: query.expr(profile), ...(isRange ? { start: String(start), end: String(end), step: String(step) } : {}) };
  const { data } = await get<Answered>(`${url}/api/v1/${isRange ? "query_range" : "query"}?${new URLSearchParams(what)}`);
  return (data?.result ?? []).map(({ metric, value, values }) => ({
    legend: query.legend.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => metric[label] ?? ""),
    points: (values ?? (value === undefined ? [] : [value]))
      .map(([at, text]) => [Math.round(at * MS), Number(text)] as const)
      .filter(([, number]) => Number.isFinite(number)),
  }));
}

type Alerts = {
  readonly data?: {
    readonly alerts: readonly {
      readonly state: string;
      readonly activeAt: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly annotations: Readonly<Record<string, string>>;
    }[];
  };
};

/** What fires now, without the heartbeat and what machines act upon. */
export async function readAlerts(prometheusUrl: string): Promise<readonly FiringAlert[]> {
  const { data } = await get<Alerts>(`${prometheusUrl}/api/v1/alerts`);
  return (data?.alerts ?? [])
    .filter(({ state, labels }) => state === "firing" && (labels.severity === "page" || labels.severity === "ticket"))
    .map(({ labels, annotations, activeAt }) => ({
      name: labels.alertname ?? "",
      severity: labels.severity!,
      summary: annotations.summary ?? "",
      sinceMs: Date.parse(activeAt),
    }));
}

async function get<Body>(url: string): Promise<Body> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(QUERY_TIMEOUT_MS) });
    if (!answer.ok) throw new Error(`it answered ${answer.status}`);
    return (await answer.json()) as Body;
  } catch (error) {
    throw problem(
      "upstream-unavailable",
      `Prometheus gives no figures: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}
