import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createMetrics } from "./metrics.ts";

describe("metrics", () => {
  it("a histogram adds up as Prometheus wants it", async () => {
    const { histogram, registry } = createMetrics({ processMetrics: false });
    const lag = histogram({ name: "lag_seconds", help: "Lag.", buckets: [0.1, 1] });
    const eu = lag.child({ region: "eu" });
    for (const seconds of [0.1, 0.5, 2]) eu.observe(seconds);
    assert.equal(lag.child({ region: "eu" }), eu);
    const lines = (await registry.metrics())
      .split("\n")
      .filter((line) => line.startsWith("lag") || line.startsWith("# TYPE lag"));
    assert.deepEqual(lines, [
      "# TYPE lag_seconds histogram",
      'lag_seconds_bucket{region="eu",le="0.1"} 1',
      'lag_seconds_bucket{region="eu",le="1"} 2',
      'lag_seconds_bucket{region="eu",le="+Inf"} 3',
      'lag_seconds_sum{region="eu"} 2.6',
      'lag_seconds_count{region="eu"} 3',
    ]);
  });

  it("counters and gauges are read when scraped", async () => {
    const metrics = createMetrics({ processMetrics: false });
    const events = metrics.counter({ name: "events_total", help: "Events.", label: "kind" });
    let depth = 1;
    metrics.gauge({ name: "queue_depth", help: "Depth." }, () => depth);
    events.inc("a");
    events.inc("a", 2);
    depth = 7;
    const text = await metrics.registry.metrics();
    assert.match(text, /events_total\{kind="a"\} 3/);
    assert.match(text, /queue_depth 7/);
  });

  it("figures kept elsewhere have a value for each set of labels, and none while they are not known", async () => {
    const metrics = createMetrics({ processMetrics: false });
    let known = true;
    metrics.total({ name: "sent_total", help: "Sent." }, async () => (known ? 3 : null));
    metrics.gauge({ name: "waiting", help: "Waiting." }, () => [
      { labels: { queue: "a" }, value: 1 },
      { labels: { queue: "b" }, value: 2 },
    ]);
    const text = await metrics.registry.metrics();
    assert.match(text, /# TYPE sent_total counter\nsent_total 3\n/);
    assert.match(text, /# TYPE waiting gauge\nwaiting\{queue="a"\} 1\nwaiting\{queue="b"\} 2\n/);
    known = false;
    assert.doesNotMatch(await metrics.registry.metrics(), /^sent_total /m);
  });

  it("routes are told apart by template, method and status class", async () => {
    const metrics = createMetrics({ processMetrics: false });
    const route = metrics.httpRoute("GET", "/v1/products/:id");
    for (const status of [200, 204, 404, 500, 503]) route.observe(status, 0.01);
    const text = await metrics.registry.metrics();
    for (const [status, count] of [
      ["2xx", 2],
      ["4xx", 1],
      ["5xx", 2],
    ]) {
      assert.ok(
        text.includes(`http_request_duration_seconds_count{method="GET",route="/v1/products/:id",status="${status}"} ${count}`),
      );
    }
  });

  it("a label that grows without end is refused, a name that is taken too", () => {
    const { counter } = createMetrics({ processMetrics: false });
    const many = counter({ name: "many_total", help: "Many.", label: "id" });
    assert.throws(() => {
      for (let id = 0; id <= 10_000; id += 1) many.inc(String(id));
    }, /10000/);
    assert.throws(() => counter({ name: "many_total", help: "Many.", label: "id" }), /already/);
  });

  it("those of the process are there too, and two registries do not meet", async () => {
    const one = createMetrics();
    createMetrics();
    assert.match(await one.registry.metrics(), /nodejs_eventloop_lag_seconds/);
  });
});
