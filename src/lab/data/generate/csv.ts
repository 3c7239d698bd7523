const [TAB, LINE, BACKSLASH, QUOTE, COMMA] = [0x09, 0x0a, 0x5c, 0x22, 0x2c];
const [N, BRACE, BRACKET] = [0x4e, 0x7b, 0x5b];

/**
 * Rows of COPY's text format as CSV (RFC 4180, as `copy … with (format csv)` reads it): null is nothing at all, fields with a comma or a
 * quote stand in quotes. The rows are those of the generator, which holds no tabs, line ends or backslashes but `\N` and `\\x…`.
 */
export function csvOf(rows: Uint8Array): Uint8Array<ArrayBuffer> {
  // Every byte can become two, and every field, of at least one byte with its end, gets two quotes.
  const csv = new Uint8Array(rows.length * 2 + 2);
  let end = 0;
  let start = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const byte = rows[at]!;
    if (byte !== TAB && byte !== LINE) continue;
    end = writeField(csv, end, rows, start, at);
    csv[end] = byte === TAB ? COMMA : LINE;
    end += 1;
    start = at + 1;
  }
  return csv.slice(0, end);
}

function writeField(csv: Uint8Array, at: number, rows: Uint8Array, start: number, end: number): number {
  let to = at;
  if (rows[start] === BACKSLASH) {
    // `\N` is nothing; of `\\x` the first backslash only escapes the second.
    for (let from = rows[start + 1] === N ? end : start + 1; from < end; from += 1) csv[to++] = rows[from]!;
    return to;
  }
  let quoted = start === end || rows[start] === BRACE || rows[start] === BRACKET;
  for (let from = start; from < end && !quoted; from += 1) quoted = rows[from] === COMMA || rows[from] === QUOTE;
  if (quoted) csv[to++] = QUOTE;
  for (let from = start; from < end; from += 1) {
    const byte = rows[from]!;
    csv[to++] = byte;
    if (byte === QUOTE) csv[to++] = QUOTE;
  }
  if (quoted) csv[to++] = QUOTE;
  return to;
}
