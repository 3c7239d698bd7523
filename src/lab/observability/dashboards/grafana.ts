import { PanelBuilder as BarsBuilder } from "@grafana/grafana-foundation-sdk/bargauge";
import {
  BigValueColorMode,
  BigValueGraphMode,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  ReduceDataOptionsBuilder,
  SortOrder,
  TooltipDisplayMode,
  VisibilityMode,
  VizOrientation,
  VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import {
  AnnotationQueryBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  type Dashboard as GrafanaDashboard,
  RowBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder as NumberBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as LinesBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import { duration, type Profile } from "../profile.ts";
import type { Dashboard, Panel } from "./dashboard.ts";

const SOURCE = { type: "prometheus", uid: "$source" } as const;
const HEIGHT = { lines: 8, bars: 8, number: 4 } as const;

/** A dashboard as Grafana reads it. */
export function grafanaDashboard(profile: Profile, dashboard: Dashboard): GrafanaDashboard {
  const builder = new DashboardBuilder(dashboard.title)
    .uid(dashboard.id)
    .description(dashboard.about)
    .tags(["tenfold"])
    .timezone("browser")
    .tooltip(DashboardCursorSync.Crosshair)
    .refresh(duration(Math.max(5, profile.scrapeIntervalMs / 1_000)))
    .time({ from: profile.name === "lab" ? "now-15m" : "now-3h", to: "now" })
    .withVariable(new DatasourceVariableBuilder("source").label("Prometheus").type("prometheus"))
    .link(new DashboardLinkBuilder("Tenfold").type(DashboardLinkType.Dashboards).tags(["tenfold"]).keepTime(true))
    .annotation(
      new AnnotationQueryBuilder()
        .name("Alerts")
        .enable(true)
        .iconColor("red")
        .datasource(SOURCE)
        .expr('ALERTS{alertstate="firing",severity=~"page|ticket"}'),
    );
  for (const row of dashboard.rows) {
    builder.withRow(new RowBuilder(row.title));
    for (const panel of row.panels) builder.withPanel(grafanaPanel(profile, panel));
  }
  return builder.build();
}

function grafanaPanel(profile: Profile, panel: Panel) {
  const builder = builderOf(panel)
    .title(panel.title)
    .description(panel.about)
    .datasource(SOURCE)
    .unit(panel.unit)
    .span(panel.width)
    .height(HEIGHT[panel.kind])
    .thresholds(thresholds(panel))
    .noValue(panel.queries.find((query) => query.mayBeEmpty !== undefined)?.mayBeEmpty ?? "no figures");
  for (const [index, { expr, legend }] of panel.queries.entries()) {
    const query = new DataqueryBuilder()
      .refId(String.fromCharCode("A".charCodeAt(0) + index))
      .datasource(SOURCE)
      .expr(expr(profile))
      .legendFormat(legend);
    builder.withTarget(panel.kind === "lines" ? query.range() : query.instant());
  }
  return builder;
}

function builderOf(panel: Panel): LinesBuilder | NumberBuilder | BarsBuilder {
  const latest = new ReduceDataOptionsBuilder().calcs(["lastNotNull"]);
  switch (panel.kind) {
    case "lines":
      return new LinesBuilder()
        .lineWidth(1.5)
        .fillOpacity(8)
        .showPoints(VisibilityMode.Never)
        .axisSoftMin(0)
        .thresholdsStyle(
          new GraphThresholdsStyleConfigBuilder().mode(
            panel.warn === undefined && panel.alarm === undefined
              ? GraphThresholdsStyleMode.Off
              : GraphThresholdsStyleMode.Dashed,
          ),
        )
        .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
    case "number":
      return new NumberBuilder().reduceOptions(latest).colorMode(BigValueColorMode.Background).graphMode(BigValueGraphMode.Area);
    case "bars":
      return new BarsBuilder().reduceOptions(latest).orientation(VizOrientation.Horizontal);
  }
}

/** Green, yellow, red; the other way round where little is bad. */
function thresholds({ warn, alarm, below }: Panel): ThresholdsConfigBuilder {
  const marks = [
    ...(warn === undefined ? [] : [{ color: "yellow", value: warn }]),
    ...(alarm === undefined ? [] : [{ color: "red", value: alarm }]),
  ].sort((a, b) => a.value - b.value);
  const steps = below
    ? [{ color: "red", value: null }, ...marks.map((mark, at) => ({ value: mark.value, color: marks[at + 1]?.color ?? "green" }))]
    : [{ color: "green", value: null }, ...marks];
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps as { color: string; value: number | null }[]);
}
