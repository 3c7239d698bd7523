import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { projectRoot } from "../../platform/topology/topology.ts";
import { findProgram } from "../supervisor/programs.ts";
import { alerts } from "./alerts/all.ts";
import { dashboards } from "./dashboards/all.ts";
import { knownMetrics } from "./metric-sources.ts";
import { monitoringParts } from "./monitoring-parts.ts";
import { alertSeconds, duration, lab, MINUTE, type Profile, production, profileOf, sloSeconds } from "./profile.ts";
import { ruleFiles } from "./rules.ts";
import { slos } from "./slos.ts";

const read = (path: string) => readFileSync(join(projectRoot, path), "utf8");
const alertNames = new Set(
  [...ruleFiles(production).values()].flat().flatMap(({ rules }) => rules.flatMap(({ alert }) => alert ?? [])),
);

test("each alert has a runbook that says what it means, how to look, to mend and to prevent, and there is no other", () => {
  const index = read("docs/runbooks/README.md");
  for (const name of alertNames) {
    const path = `docs/runbooks/${name}.md`;
    assert.ok(existsSync(join(projectRoot, path)), path);
    assert.match(
      read(path),
      new RegExp(`^# ${name}\\n\\n\\S[\\s\\S]+\\n## Look\\n\\n- [\\s\\S]+\\n## Mend\\n\\n- [\\s\\S]+\\n## Prevent\\n\\n- `),
    );
    assert.ok(index.includes(`(${name}.md)`), `docs/runbooks/README.md does not name ${name}`);
  }
  const pages = globSync("docs/runbooks/*.md", { cwd: projectRoot }).map((path) => basename(path, ".md"));
  assert.deepEqual(pages.filter((name) => name !== "README").toSorted(), [...alertNames].toSorted());
});

test("each alert is tested with what makes it fire and, save the heartbeat, with what nearly does", () => {
  for (const { name, fires, quiet } of alerts) {
    assert.ok(Object.keys(fires).length > 0, name);
    assert.ok(quiet.length > 0 || name === "Heartbeat", name);
  }
  assert.equal(new Set(alerts.map(({ name }) => name)).size, alerts.length);
});

/** Every name that is a metric in an expression: what is followed by no parenthesis and is no label, keyword or text. */
function metricsOf(expr: string): string[] {
  const bare = expr
    .replace(/"[^"]*"/g, "")
    .replace(/\{[^}]*\}/g, " ")
    .replace(/\[[^\]]*\]/g, " ")
    .replace(/\b(by|on|ignoring|group_left|without) ?\([^)]*\)/g, " ");
  return [...bare.matchAll(/\b([a-z_][a-zA-Z0-9_:]*)\b(?!\s*\()/g)]
    .map(([, name]) => name!)
    .filter((name) => !/^(and|or|unless|bool|e\d+|group_left|by)$/.test(name));
}

for (const profile of [production, lab] as const) {
  test(`every metric that is asked for has a source, in the profile ${profile.name}`, () => {
    const recorded = new Set(rules(profile).flatMap(({ record }) => record ?? []));
    const asked = [
      ...rules(profile).map(({ expr }) => expr),
      ...dashboards.flatMap(({ rows }) =>
        rows.flatMap(({ panels }) => panels.flatMap(({ queries }) => queries.map(({ expr }) => expr(profile)))),
      ),
    ];
    const unknown = asked.flatMap(metricsOf).filter((name) => {
      const family = name.replace(/_(bucket|sum|count)$/, "");
      return !recorded.has(name) && name !== "ALERTS" && !knownMetrics.has(name) && !knownMetrics.has(family);
    });
    assert.deepEqual([...new Set(unknown)], []);
  });
}

function rules(profile: Profile) {
  return [...ruleFiles(profile).values()].flat().flatMap((group) => group.rules);
}

test("a lab's windows are shorter, and never too short for its scrapes", () => {
  assert.equal(duration(sloSeconds(production, 60 * MINUTE)), "1h");
  assert.equal(duration(sloSeconds(lab, 60 * MINUTE)), "1m");
  assert.equal(duration(sloSeconds(lab, 5 * MINUTE)), "5s");
  assert.equal(duration(sloSeconds({ ...lab, scrapeIntervalMs: 5_000 }, 5 * MINUTE)), "20s");
  assert.equal(duration(alertSeconds(lab, 5 * MINUTE)), "25s");
  assert.equal(duration(90), "90s");
});

test("what is not installed is named with its command, and Prometheus is not told of it", async () => {
  const options = { running: [], shopUrl: "http://127.0.0.1:1", directory: "/nowhere", metricsToken: null };
  const nothing = await monitoringParts({ ...options, find: () => undefined });
  assert.deepEqual(nothing.parts, []);
  assert.deepEqual(
    nothing.missing.map(({ program }) => program),
    ["prometheus"],
  );
  const alone = await monitoringParts({
    ...options,
    find: ({ name }) => (name === "prometheus" ? "/bin/prometheus" : undefined),
  });
  assert.deepEqual(
    alone.parts.map(({ kind }) => kind),
    ["prometheus"],
  );
  assert.ok(alone.missing.every(({ install, unseen }) => install !== "" && unseen !== ""));
  const config = alone.files.find(({ path }) => path.endsWith("prometheus.yml"))!.text;
  assert.doesNotMatch(config, /alertmanagers|job_name: probe|credentials_file/);
});

test("passwords are in the environment or in files for this user alone, and the targets follow the parts", async () => {
  const running = [
    { name: "api 1", kind: "api", pid: 1, url: "http://127.0.0.1:8081" },
    { name: "postgres", kind: "postgres-primary", pid: 2, url: "postgres://shop:s3cret@127.0.0.1:5432/shop" },
  ] as const;
  const { parts, files, targetFiles } = await monitoringParts({
    running,
    shopUrl: "http://127.0.0.1:8080",
    directory: "/data/monitoring",
    metricsToken: "t0ken",
    poolerStatisticsUrl: "postgres://statistics:s3cret@127.0.0.1:6432/pgbouncer",
    find: ({ name }) => `/bin/${name}`,
  });
  assert.doesNotMatch(JSON.stringify(parts.map(({ args }) => args)), /s3cret|t0ken/);
  assert.ok(files.every(({ mode }) => mode === 0o600));
  assert.doesNotMatch(
    files
      .filter(({ path }) => !path.endsWith("metrics-token"))
      .map(({ text }) => text)
      .join(""),
    /s3cret|t0ken/,
  );
  const shopTargets = (now: Parameters<typeof targetFiles>[0]) =>
    JSON.parse(targetFiles(now).find(({ path }) => path.endsWith("shop.json"))!.text) as object[];
  assert.deepEqual(shopTargets(running), [{ targets: ["127.0.0.1:8081"], labels: { part: "api 1", role: "api" } }]);
  assert.equal(shopTargets([...running, { name: "api 2", kind: "api", pid: 3, url: "http://127.0.0.1:8082" }]).length, 2);
});

test("a topology's scrape interval, availability and latency stand in what is written for its monitoring", async () => {
  const profile = profileOf({
    monitoring: { managed: true, scrapeIntervalMs: 7_000 },
    slos: { availability: 0.995, latencyP99Ms: 350 },
  });
  const { files } = await monitoringParts({
    running: [],
    shopUrl: "http://127.0.0.1:1",
    directory: "/nowhere",
    profile,
    metricsToken: null,
    find: ({ name }) => `/bin/${name}`,
  });
  const written = (end: string) => files.find(({ path }) => path.endsWith(end))!.text;
  assert.match(written("prometheus.yml"), /scrape_interval: 7s/);
  assert.match(written("rules/slo.yml"), /vector\(0\.995\)/);
  // A histogram knows no 350 ms; the next bound below keeps the promise.
  assert.match(written("rules/slo.yml"), /http_request_duration_seconds_bucket\{[^}]*le="0\.3"\}/);
  assert.doesNotMatch(written("rules/slo.yml"), /route!~[^}]*le="0\.2"/);
  assert.equal(slos({ availability: 0.999, latencyP99Ms: 200 })[1]!.good, "requests are answered within 200 ms");
});

test("Alertmanager is told of a receiver that is one of the parts, unless there is another", async () => {
  const options = {
    running: [],
    shopUrl: "http://127.0.0.1:1",
    directory: "/nowhere",
    metricsToken: null,
    find: ({ name }: { readonly name: string }) => `/bin/${name}`,
  };
  const { parts, files, alertReceiverUrl } = await monitoringParts(options);
  const receiver = parts.find(({ kind }) => kind === "alert-receiver")!;
  assert.equal(receiver.url, alertReceiverUrl);
  assert.ok(files.find(({ path }) => path.endsWith("alertmanager.yml"))!.text.includes(`${receiver.url}/page`));
  const order = parts.map(({ kind }) => kind);
  assert.ok(order.indexOf("alert-receiver") < order.indexOf("alertmanager"));
  const own = await monitoringParts({ ...options, alertReceiverUrl: "http://127.0.0.1:9999" });
  assert.ok(own.parts.every(({ kind }) => kind !== "alert-receiver"));
});

test("a replica that was promoted is watched as a primary", async () => {
  const replica = { name: "eu", kind: "postgres-replica", pid: 1, url: "postgres://shop:x@127.0.0.1:5433/shop" } as const;
  const { targetFiles } = await monitoringParts({
    running: [replica],
    shopUrl: "http://127.0.0.1:1",
    directory: "/nowhere",
    metricsToken: null,
    find: ({ name }) => `/bin/${name}`,
  });
  const role = (kind: "postgres-replica" | "postgres-primary") => {
    const { text } = targetFiles([{ ...replica, kind }]).find(({ path }) => path.endsWith("postgres.json"))!;
    return (JSON.parse(text) as { labels: { role: string } }[])[0]!.labels.role;
  };
  assert.deepEqual([role("postgres-replica"), role("postgres-primary")], ["replica", "primary"]);
});

const promtool = findProgram(["promtool"]);
const amtool = findProgram(["amtool"]);
const deploy = join(projectRoot, "deploy");

test("promtool is content with the rules, and each alert fires when it should and only then", {
  skip: promtool === undefined ? "promtool is not installed (apt-get install prometheus)" : false,
}, () => {
  for (const args of [
    ["check", "config", "../prometheus.yml"],
    ["test", "rules", ...globSync("*.yml", { cwd: join(deploy, "prometheus/tests") })],
  ]) {
    const { status, stdout, stderr } = spawnSync(promtool!, args, { cwd: join(deploy, "prometheus/tests"), encoding: "utf8" });
    assert.equal(status, 0, stdout + stderr);
  }
});

/** Where an alert ends up. */
function route(...labels: string[]): string {
  const args = ["config", "routes", "test", "--config.file", join(deploy, "alertmanager/alertmanager.yml"), ...labels];
  return spawnSync(amtool!, args, { encoding: "utf8" }).stdout.trim();
}

test("alerts go to whom they are for", {
  skip: amtool === undefined ? "amtool is not installed (apt-get install prometheus-alertmanager)" : false,
}, () => {
  const receivers = { page: "page", ticket: "ticket", scale: "autoscaler", heartbeat: "heartbeat" };
  for (const [severity, receiver] of Object.entries(receivers)) assert.equal(route(`severity=${severity}`), receiver);
});
