import { plainArray, textArray } from "../../platform/database/arrays.ts";
import { type Database, sql } from "../../platform/database/database.ts";
import { createBatcher } from "../../platform/resilience/batcher.ts";

/** Whose notification it is, and which: the same event always gives the same. */
export type NotificationKey = { readonly shopperId: string; readonly id: string; readonly kind: string };

const claimNotifications = sql<{ shopper_id: string; id: string }>(
  "notifications.claim",
  `insert into notifications as n (shopper_id, id, kind, claimed_until)
    select i.shopper_id, i.id, i.kind, now() + i.for_ms * interval '1 ms'
    from unnest($1::uuid[], $2::text[], $3::text[], $4::int[]) as i (shopper_id, id, kind, for_ms) order by i.shopper_id, i.id
    on conflict (shopper_id, id) do update set claimed_until = excluded.claimed_until
      where n.sent_at is null and n.claimed_until < now()
    returning n.shopper_id, n.id`,
);
const readSent = sql<{ sent: boolean }>(
  "notifications.read-sent",
  "select sent_at is not null as sent from notifications where shopper_id = $1 and id = $2",
);
// Of these keys only what is not noted yet changes, so that noting it twice is noting it once.
const markSent = sql<never>(
  "notifications.mark-sent",
  `update notifications n set sent_at = now() from unnest($1::uuid[], $2::text[]) as i (shopper_id, id)
   where n.shopper_id = i.shopper_id and n.id = i.id and n.sent_at is null`,
);
const releaseNotification = sql<never>(
  "notifications.release",
  "update notifications set claimed_until = '-infinity' where shopper_id = $1 and id = $2 and sent_at is null",
);

export interface SentNotifications {
  /**
   * Runs `send` unless the notification was sent before. It is claimed first, so that no two processes send it at once. A process that dies
   * between sending and noting it makes the next one send it again: at least once, and mostly once.
   * @param forMs how long `send` may take; afterwards the claim is open to others
   * @throws when somebody else is sending it at the moment, and whatever `send` throws
   */
  once(key: NotificationKey, forMs: number, send: () => Promise<void>): Promise<void>;
}

/** Mails that go out at the same time share their statements. */
export function createSentNotifications(db: Database): SentNotifications {
  const claims = createBatcher<NotificationKey & { readonly forMs: number }, boolean>({
    name: "notification-claims",
    lanes: 1,
    async run(keys) {
      // The same notification twice in one batch: one of the two has it.
      const wanted = [...new Map(keys.map((key) => [nameOf(key.shopperId, key.id), key])).values()];
      const rows = await db.run(claimNotifications, [
        plainArray(wanted.map((key) => key.shopperId)),
        textArray(wanted.map((key) => key.id)),
        textArray(wanted.map((key) => key.kind)),
        plainArray(wanted.map((key) => key.forMs)),
      ]);
      const claimed = new Set(rows.map((row) => nameOf(row.shopper_id, row.id)));
      return keys.map((key) => claimed.delete(nameOf(key.shopperId, key.id)));
    },
  });
  const marks = createBatcher<NotificationKey, null>({
    name: "notifications-sent",
    lanes: 1,
    async run(keys) {
      await db.run(markSent, [plainArray(keys.map((key) => key.shopperId)), textArray(keys.map((key) => key.id))]);
      return keys.map(() => null);
    },
  });

  return {
    async once(key, forMs, send) {
      const { shopperId, id } = key;
      const claimed = await claims.submit({ ...key, forMs });
      if (!claimed) {
        const [known] = await db.run(readSent, [shopperId, id]);
        if (known?.sent) return;
        throw new Error(`another process is sending the notification ${id}`);
      }
      try {
        await send();
      } catch (error) {
        await db.run(releaseNotification, [shopperId, id]).catch(() => undefined);
        throw error;
      }
      await marks.submit(key);
    },
  };
}

function nameOf(shopperId: string, id: string): string {
  return `${shopperId} ${id}`;
}
