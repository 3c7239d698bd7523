import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { createGenerator, planChunks } from "./chunks.ts";
import { csvOf } from "./csv.ts";
import { estimateRows } from "./estimate.ts";
import { createRowBuffers } from "./row-buffers.ts";
import { settingsFor } from "./settings.ts";
import { tables } from "./tables.ts";

const untilMs = Date.UTC(2026, 5, 1);
const settings = settingsFor({ scale: 0.001, seed: 5, untilMs });

function generate(options: { readonly reversed?: boolean; readonly seed?: number } = {}) {
  const generator = createGenerator({ ...settings, seed: options.seed ?? settings.seed }, new Map());
  const chunks = planChunks(settings, generator);
  const buffers = createRowBuffers();
  const made = new Map<string, { text: string; rows: number }>();
  for (const chunk of options.reversed ? chunks.toReversed() : chunks) {
    generator.make(chunk, buffers);
    for (const { name } of tables) {
      const buffer = buffers[name];
      if (buffer.rows > 0)
        made.set(`${name} ${chunk.kind} ${chunk.number}`, {
          text: Buffer.from(buffer.bytes()).toString("latin1"),
          rows: buffer.rows,
        });
      buffer.clear();
    }
  }
  return made;
}
const digest = (made: ReturnType<typeof generate>) =>
  [...made].map(([key, { text }]) => `${key} ${createHash("sha1").update(text).digest("hex")}`).sort();
const whole = generate();

test("the same seed makes the same rows, in whatever order they are made, and another seed makes others", () => {
  assert.deepEqual(digest(generate({ reversed: true })), digest(whole));
  assert.notDeepEqual(digest(generate({ seed: 6 })), digest(whole));
});

test("no text needs escaping, and every row has the columns of its table", () => {
  for (const [key, { text, rows }] of whole) {
    const table = tables.find(({ name }) => name === key.split(" ")[0])!;
    assert.match(text, /^\p{ASCII}*$/u, `${key} is ASCII`);
    assert.doesNotMatch(text.replaceAll("\\N", "").replaceAll("\\\\x", ""), /\\/, key);
    const lines = text.split("\n").slice(0, -1);
    assert.equal(lines.length, rows, key);
    assert.ok(
      lines.every((line) => line.split("\t").length === table.columns.length),
      key,
    );
  }
});

test("there is as much of everything as the proportions say", () => {
  const rows: Record<string, number> = {};
  for (const [key, made] of whole) rows[key.split(" ")[0]!] = (rows[key.split(" ")[0]!] ?? 0) + made.rows;
  const expected = {
    products: 1,
    skus: 11.3,
    media: 5.7,
    reviews: 5.8,
    review_characteristics: 3.3,
    questions: 3.5,
    answers: 6.9,
  };
  for (const [table, mean] of Object.entries(expected)) {
    const found = rows[table]! / settings.products;
    assert.ok(Math.abs(found / mean - 1) < 0.06, `${table}: ${found} a product instead of ${mean}`);
  }
  const all = Object.values(rows).reduce((sum, count) => sum + count, 0);
  assert.ok(Math.abs(all / estimateRows(settings) - 1) < 0.1, `${all} rows, estimated ${estimateRows(settings)}`);
});

test("a shop may have other proportions", () => {
  const few = settingsFor({ scale: 0.001, seed: 5, untilMs, per: { skus: 1.2, orders: 0, questions: 0, answers: 0 } });
  const generator = createGenerator(few, null);
  const chunks = planChunks(few, generator);
  const buffers = createRowBuffers();
  for (const chunk of chunks) generator.make(chunk, buffers);
  assert.ok(Math.abs(buffers.skus.rows / few.products - 1.2) < 0.1);
  assert.deepEqual([buffers.orders.rows, buffers.questions.rows, buffers.search_documents.rows], [0, 0, 0]);
  assert.throws(() => settingsFor({ scale: 0, seed: 1, untilMs }), /A scale of 0 is 0 products; it must be from 0.0001 to 100/);
});

test("CSV has the same rows, null as nothing and quotes where they must be", () => {
  const rows = 'a\t\\N\t{"x": 1}\tone, two\t\\\\xff\t{}\t\nb\tc\td\te\tf\t[1]\tg\n';
  const csv = Buffer.from(csvOf(Buffer.from(rows, "latin1"))).toString("latin1");
  assert.equal(csv, 'a,,"{""x"": 1}","one, two",\\xff,"{}",""\nb,c,d,e,f,"[1]",g\n');
  const { text } = whole.get("product_documents products 0")!;
  const parsed: string[][] = parse(Buffer.from(csvOf(Buffer.from(text, "latin1"))));
  assert.deepEqual(
    parsed,
    text
      .split("\n")
      .slice(0, -1)
      .map((line) => line.split("\t")),
  );
});
