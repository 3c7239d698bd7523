import assert from "node:assert/strict";
import { test } from "node:test";
import { createAnswerParser, type WireAnswer } from "./answer-parser.ts";

/** Feeds the bytes in pieces of so many and answers what the parser makes of them. */
function parse(text: string, pieceBytes: number, wantsBody = true): WireAnswer | null {
  const parser = createAnswerParser();
  parser.expect(wantsBody);
  const bytes = Buffer.from(text, "utf8");
  const buffer = Buffer.alloc(pieceBytes);
  let answer: WireAnswer | null = null;
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    assert.equal(answer, null, "the answer was taken for whole too early");
    // The same buffer again and again, as connections read: nothing may be kept of it.
    const length = bytes.copy(buffer, 0, at, Math.min(at + pieceBytes, bytes.length));
    answer = parser.feed(buffer, length);
    buffer.fill("#", 0, length);
  }
  return answer;
}

const BODY = '{"name":"Tasse für Tee ☕"}';
const plain = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(BODY)}\r\nConsistency-Token: 0/1A2B\r\n\r\n${BODY}`;
const chunked = `HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"a":\r\n2;x=y\r\n1}\r\n0\r\n\r\n`;

test("an answer is the same however it was cut into pieces", () => {
  for (const pieceBytes of [1, 2, 3, 7, 50, 4_096]) {
    const { status, body, bytes, consistencyToken, closes } = parse(plain, pieceBytes)!;
    assert.deepEqual(
      { status, body, bytes, consistencyToken, closes },
      { status: 200, body: BODY, bytes: Buffer.byteLength(plain), consistencyToken: "0/1A2B", closes: false },
    );
    assert.deepEqual([parse(chunked, pieceBytes)!.status, parse(chunked, pieceBytes)!.body], [201, '{"a":1}']);
  }
});

test("a body is kept when it is wanted, and always when it says what went wrong", () => {
  assert.equal(parse(plain, 10, false)!.body, null);
  assert.equal(parse(chunked, 10, false)!.body, null);
  const refused = 'HTTP/1.1 409 Conflict\r\ncontent-length: 11\r\n\r\n{"code":"x"';
  assert.equal(parse(refused, 10, false)!.body, '{"code":"x"');
});

test("answers without a body end with their head", () => {
  const notModified = parse("HTTP/1.1 304 Not Modified\r\netag: x\r\n\r\n", 5)!;
  assert.deepEqual([notModified.status, notModified.body], [304, ""]);
  assert.equal(parse("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n", 5)!.closes, true);
});

test("what is no HTTP answer, has no length or more than it says is refused", () => {
  assert.throws(() => parse("SSH-2.0-OpenSSH\r\n\r\n", 100), /no HTTP answer/);
  assert.throws(() => parse("HTTP/1.1 200 OK\r\n\r\nhello", 100), /how long it is/);
  assert.throws(() => parse("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nhello", 100), /more bytes/);
  assert.throws(() => parse("HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n", 100), /too long/);
});
