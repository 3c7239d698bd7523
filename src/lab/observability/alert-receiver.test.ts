import assert from "node:assert/strict";
import { test } from "node:test";
import { startAlertReceiver } from "./alert-receiver.ts";

const told = (status: "firing" | "resolved", fingerprint = "f1") => ({
  status,
  labels: { alertname: "ApiSlow", severity: "page" },
  annotations: { summary: "slow" },
  startsAt: "2026-11-27T10:00:00Z",
  endsAt: status === "resolved" ? "2026-11-27T10:05:00Z" : "0001-01-01T00:00:00Z",
  fingerprint,
});

async function post(url: string, body: unknown): Promise<number> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return (await fetch(url, { method: "POST", body: text })).status;
}

test("an alert is there while it fires and then among the past ones, however often it is told", async (t) => {
  const heard: string[] = [];
  const receiver = await startAlertReceiver({ onAlert: ({ name, status }) => heard.push(`${name} ${status}`) });
  t.after(receiver.close);
  for (const status of ["firing", "firing", "resolved", "resolved"] as const) {
    assert.equal(await post(`${receiver.url}/page`, { alerts: [told(status)] }), 200);
  }
  assert.deepEqual(heard, ["ApiSlow firing", "ApiSlow resolved"]);
  assert.deepEqual(receiver.current(), []);
  assert.equal(receiver.past().length, 1);

  await post(`${receiver.url}/page`, { alerts: [told("firing", "f2"), told("firing", "f3")] });
  const answer = (await (await fetch(`${receiver.url}/alerts`)).json()) as { current: { receiver: string }[]; past: object[] };
  assert.equal(answer.current.length, 2);
  assert.equal(answer.current[0]!.receiver, "page");
  assert.equal(answer.past.length, 1);
});

test("what Alertmanager would not send is refused, and changes nothing", async (t) => {
  const receiver = await startAlertReceiver();
  t.after(receiver.close);
  const broken = ["", "{", "null", "[]", { alerts: 1 }, { alerts: [null] }, { alerts: [{ ...told("firing"), labels: null }] }];
  for (const body of broken) assert.equal(await post(`${receiver.url}/page`, body), 400, JSON.stringify(body));
  assert.equal((await fetch(`${receiver.url}/else`)).status, 404);
  assert.deepEqual(receiver.current(), []);
});
