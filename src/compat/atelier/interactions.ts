import { plainArray } from "../../platform/database/arrays.ts";
import { type Database, sql } from "../../platform/database/database.ts";
import { problem } from "../../platform/http/problems.ts";
import { newId } from "../../platform/ids.ts";
import { createBatcher } from "../../platform/resilience/batcher.ts";
import type { PartObserver } from "../../platform/telemetry/part-observer.ts";

/** What a user clicked, as the client describes it. */
export type Interaction = { readonly element: string; readonly widget: string; readonly time: string };

export interface Interactions {
  record(shopperId: string, interaction: Interaction): Promise<void>;
}

/** Clients send selectors or the outline of an element; what is longer is cut, because a report of a click is worth no error. */
const MAX_TEXT_LENGTH = 1_000;

/** @throws `field-missing` */
export function interactionOf(body: Readonly<Record<string, unknown>>): Interaction {
  const text = (name: keyof Interaction): string => {
    const value = body[name];
    if (value === undefined || value === null || value === "")
      throw problem("field-missing", `${name} is missing.`, { field: name });
    const written = typeof value === "string" ? value : JSON.stringify(value);
    // Cutting may part the two halves of a character.
    return written.slice(0, MAX_TEXT_LENGTH).toWellFormed();
  };
  return { element: text("element"), widget: text("widget"), time: text("time") };
}

type Recorded = Interaction & { readonly id: string; readonly shopperId: string };

const insertInteractions = sql<object>(
  "atelier.insert-interactions",
  `insert into interactions (id, shopper_id, element, widget, client_time)
   select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[])
   on conflict do nothing`,
);

export function createInteractions(db: Database, observer?: PartObserver): Interactions {
  // Every click of every user is one, so what comes while a statement runs goes together.
  const writes = createBatcher<Recorded, void>({
    name: "interactions",
    observer,
    async run(items) {
      await db.run(insertInteractions, [
        plainArray(items.map(({ id }) => id)),
        plainArray(items.map(({ shopperId }) => shopperId)),
        items.map(({ element }) => element),
        items.map(({ widget }) => widget),
        items.map(({ time }) => time),
      ]);
      return items.map(() => undefined);
    },
  });
  return { record: (shopperId, interaction) => writes.submit({ ...interaction, id: newId(), shopperId }) };
}
