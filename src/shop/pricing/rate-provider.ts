import { request } from "undici";

/** Units of each quote currency for one unit of the base, as positive decimals such as "1.1735". */
export type Rates = ReadonlyMap<string, string>;

/** Where exchange rates come from. Throws when they cannot be had: the caller keeps the rates that it has. */
export interface RateProvider {
  /** Stored with each rate. */
  readonly name: string;
  fetch(base: string, signal: AbortSignal): Promise<Rates>;
}

/** ISO 4217 has about 180 currencies. */
const MAX_RATES = 500;
/** 500 rates are 10 KB. */
const MAX_BYTES = 64 * 1024;

/**
 * A provider that answers JSON as Frankfurter, the service of the European Central Bank's rates, does: `GET <url>?base=GBP` →
 * `{ "base": "GBP", "rates": { "EUR": 1.1735, … } }`. Other members are ignored; a rate that is no positive number fails the whole answer.
 */
export function createHttpRateProvider(url: string): RateProvider {
  return {
    name: new URL(url).host,
    async fetch(base, signal) {
      const address = new URL(url);
      address.searchParams.set("base", base);
      const { statusCode, body } = await request(address, { signal, headers: { accept: "application/json" } });
      if (statusCode !== 200) {
        await body.dump();
        throw new Error(`${address.host} answered ${statusCode}`);
      }
      return parseRates(await readText(body), base);
    },
  };
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new Error(`an answer with exchange rates has more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseRates(text: string, base: string): Rates {
  const answer = JSON.parse(text) as { base?: unknown; rates?: unknown } | null;
  if (typeof answer !== "object" || answer === null) throw new Error("an answer with exchange rates is no object");
  if (answer.base !== base) throw new Error(`exchange rates were asked for ${base} and came for ${String(answer.base)}`);
  if (typeof answer.rates !== "object" || answer.rates === null) throw new Error("an answer with exchange rates has no rates");
  const entries = Object.entries(answer.rates as Readonly<Record<string, unknown>>);
  if (entries.length === 0 || entries.length > MAX_RATES)
    throw new Error(`an answer with exchange rates has ${entries.length} of them`);
  return new Map(entries.map(([quote, rate]) => [quote, decimalOf(quote, rate)]));
}

/** The shortest decimal that reads as the same number: what the provider wrote, unless it wrote more digits than a double has. */
function decimalOf(quote: string, rate: unknown): string {
  const text = typeof rate === "number" ? String(rate) : "";
  if (!/^\d{1,11}(?:\.\d{1,12})?$/.test(text) || Number(text) === 0) {
    throw new Error(`the exchange rate of ${quote} is ${JSON.stringify(rate)} and no positive decimal`);
  }
  return text;
}
