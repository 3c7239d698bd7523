import { fitted } from "./fitted.ts";
import { hash32 } from "./randomness.ts";
import { DAY_MS, SPAN_MS } from "./settings.ts";

const HOUR_MS = 3_600_000;
const HOURS = SPAN_MS / HOUR_MS;
const TWO_TO_32 = 4_294_967_296;
/** A shop that is open to the whole world sells a little at every hour and on every day; the real one had set hours. */
const LEAST_THOUSANDTHS = 4;

/** When each order was placed: later than the one before it, spread over the year as the real ones are over months, weekdays and hours. */
export function createOrderMoments(orders: number, untilMs: number, seed: number): (order: number) => number {
  const startMs = untilMs - SPAN_MS;
  const upTo = new Float64Array(HOURS + 1);
  for (let hour = 0; hour < HOURS; hour += 1) {
    const at = new Date(startMs + hour * HOUR_MS);
    const weight =
      fitted.months[at.getUTCMonth()]! *
      (fitted.weekdays[at.getUTCDay()]! + LEAST_THOUSANDTHS * 10) *
      (fitted.hours[at.getUTCHours()]! + LEAST_THOUSANDTHS);
    upTo[hour + 1] = upTo[hour]! + weight;
  }
  const total = upTo[HOURS]!;
  return (order) => {
    const wanted = (total * (order + hash32(seed, 2_000, order) / TWO_TO_32)) / orders;
    let low = 0;
    let high = HOURS - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle + 1]! > wanted) high = middle;
      else low = middle + 1;
    }
    const within = (wanted - upTo[low]!) / (upTo[low + 1]! - upTo[low]!);
    return Math.floor(startMs + (low + within) * HOUR_MS);
  };
}

/** As PostgreSQL reads it, in UTC. */
export function timestamp(atMs: number): string {
  const day = Math.floor(atMs / DAY_MS);
  const rest = atMs - day * DAY_MS;
  const hour = Math.floor(rest / HOUR_MS);
  const minute = Math.floor(rest / 60_000) % 60;
  const second = Math.floor(rest / 1_000) % 60;
  return `${dayText(day)} ${two(hour)}:${two(minute)}:${two(second)}.${three(rest % 1_000)}+00`;
}

/** Days are few and asked for again and again; making their text costs a hundred times more than remembering it. */
const days = new Map<number, string>();
const MOST_DAYS = 100_000;

function dayText(day: number): string {
  let text = days.get(day);
  if (text === undefined) {
    if (days.size >= MOST_DAYS) days.clear();
    text = new Date(day * DAY_MS).toISOString().slice(0, 10);
    days.set(day, text);
  }
  return text;
}

const padded2 = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, "0"));
const padded3 = Array.from({ length: 1_000 }, (_, value) => String(value).padStart(3, "0"));
const two = (value: number) => padded2[value]!;
const three = (value: number) => padded3[value]!;
