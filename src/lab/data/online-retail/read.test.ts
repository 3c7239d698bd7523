import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { type BadRow, type ReadProgress, readRows } from "./read.ts";
import type { Row } from "./row.ts";

const HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
const GOOD = "536365,85123a,WHITE HANGING HEART T-LIGHT HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom";
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "online-retail-"));
});
after(() => rm(folder, { recursive: true }));

async function read(content: string | Buffer): Promise<{ rows: Row[]; bad: BadRow[]; progress: ReadProgress[] }> {
  const path = join(folder, "file");
  await writeFile(path, content);
  const bad: BadRow[] = [];
  const progress: ReadProgress[] = [];
  const rows: Row[] = [];
  for await (const row of readRows(path, { onBadRow: (each) => bad.push(each), onProgress: (each) => progress.push(each) }))
    rows.push(row);
  return { rows, bad, progress };
}

test("a line becomes a row with whole mills, UTC time, and the code in upper case beside its spelling", async () => {
  const { rows } = await read(`${HEADER}\n${GOOD}\n`);
  assert.deepEqual(rows, [
    {
      line: 2,
      invoiceNo: "536365",
      stockCode: "85123a",
      sku: "85123A",
      description: "WHITE HANGING HEART T-LIGHT HOLDER",
      quantity: 6,
      placedAtMs: Date.UTC(2010, 11, 1, 8, 26),
      unitPriceMills: 2550,
      customerId: "17850",
      country: "United Kingdom",
    },
  ]);
});

test("gzip, a BOM, CRLF, a quoted header and a missing last line break make no difference", async () => {
  const plain = (await read(`${HEADER}\n${GOOD}\n`)).rows;
  const quoted = HEADER.replace("InvoiceNo", '"InvoiceNo"');
  assert.deepEqual((await read(gzipSync(`${HEADER}\n${GOOD}\n`))).rows, plain);
  assert.deepEqual((await read(`\uFEFF${quoted}\r\n${GOOD}\r\n`)).rows, plain);
  assert.deepEqual((await read(`${HEADER}\n${GOOD}`)).rows, plain);
});

test("quoted fields keep their commas and quotes", async () => {
  const { rows } = await read(`${HEADER}\n536365,82613B,"METAL SIGN,""CUPCAKE"" HOOK",6,2010-12-01 08:26:00,2.1,,France\n`);
  assert.equal(rows[0]?.description, 'METAL SIGN,"CUPCAKE" HOOK');
  assert.equal(rows[0]?.customerId, null);
});

test("each bad row is reported with its line and reason, and the rows around it are read", async () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ["536365,85123A,too short,6", /has 4 columns instead of 8/],
    [GOOD.replace(",6,", ",six,"), /quantity "six"/],
    [GOOD.replace(",6,", ",6.5,"), /quantity "6\.5"/],
    [GOOD.replace(",6,", ",99999999,"), /quantity/],
    [GOOD.replace("2.55", "2,55"), /has 9 columns/],
    [GOOD.replace("2.55", "2.5555"), /at most three decimals/],
    [GOOD.replace("2.55", "NaN"), /unit price "NaN"/],
    [GOOD.replace("2010-12-01", "2010-02-30"), /date "2010-02-30 08:26:00"/],
    [GOOD.replace("2010-12-01 08:26:00", "12/1/2010 8:26"), /date/],
    [GOOD.replace("536365", "X1"), /invoice number/],
    [GOOD.replace("85123a", ""), /stock code is empty/],
    [GOOD.replace("17850.0", "anna"), /customer "anna"/],
    [GOOD.replace("United Kingdom", ""), /country is empty/],
    [GOOD.replace("WHITE", '"WHITE'), /is not CSV/],
    ["x".repeat(20_000), /longer than/],
  ];
  const { rows, bad } = await read([HEADER, ...cases.flatMap(([line]) => [line, GOOD])].join("\n"));
  assert.equal(rows.length, cases.length);
  assert.deepEqual(
    bad.map((each) => each.line),
    cases.map((_, index) => 2 + 2 * index),
  );
  for (const [index, [, reason]] of cases.entries()) assert.match(bad[index]!.reason, reason);
});

test("a row in Latin-1 is reported as not UTF-8", async () => {
  const pound = Buffer.from(`${GOOD.replace("WHITE", "£10 VOUCHER")}\n`, "latin1");
  const { rows, bad } = await read(Buffer.concat([Buffer.from(`${HEADER}\n`), pound, Buffer.from(GOOD)]));
  assert.equal(rows.length, 1);
  assert.deepEqual(bad, [{ line: 2, reason: "is not UTF-8" }]);
});

test("a line longer than the read buffer is dropped in bounded memory, and the next line is read", async () => {
  const { rows, bad } = await read(`${HEADER}\n${"x".repeat(3_000_000)}\n${GOOD}\n`);
  assert.equal(rows.length, 1);
  assert.equal(rows[0]?.line, 3);
  assert.equal(bad.length, 1);
});

test("a file without the header, an empty one, one in UTF-16 and a cut-off gzip are clear errors", async () => {
  await assert.rejects(read("a,b,c\n1,2,3\n"), /not an Online Retail file: its first line must be InvoiceNo,StockCode/);
  await assert.rejects(read(`${HEADER},Extra\n`), /not an Online Retail file/);
  await assert.rejects(read(""), /is empty/);
  await assert.rejects(read(Buffer.from(`\uFEFF${HEADER}\n`, "utf16le")), /UTF-16/);
  const random = Array.from({ length: 500 }, (_, index) => GOOD.replace("536365", String(536365 + index * 7919))).join("\n");
  const packed = gzipSync(`${HEADER}\n${random}\n`);
  await assert.rejects(read(packed.subarray(0, packed.length - 20)), /unexpected end of file/);
});

test("progress ends at the whole file and counts every row", async () => {
  const content = `${HEADER}\n${`${GOOD}\n`.repeat(10_001)}`;
  const { progress } = await read(content);
  assert.deepEqual(
    progress.map((each) => each.rows),
    [10_000, 10_001],
  );
  assert.equal(progress.at(-1)?.bytesRead, content.length);
  assert.equal(progress.at(-1)?.totalBytes, content.length);
});
