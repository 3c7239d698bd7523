import { type Database, sql } from "../../platform/database/database.ts";

/** Whose notification it is, and which: the same event always gives the same. */
export type NotificationKey = { readonly shopperId: string; readonly id: string; readonly kind: string };

const claimNotification = sql<{ claimed: boolean }>(
  "notifications.claim",
  `with claimed as (
    insert into notifications (shopper_id, id, kind, claimed_until) values ($1, $2, $3, now() + $4::int * interval '1 ms')
    on conflict (shopper_id, id) do update set claimed_until = excluded.claimed_until
      where notifications.sent_at is null and notifications.claimed_until < now()
    returning id
  )
  select exists (select from claimed) as claimed`,
);
const readSent = sql<{ sent: boolean }>(
  "notifications.read-sent",
  "select sent_at is not null as sent from notifications where shopper_id = $1 and id = $2",
);
const markSent = sql<never>(
  "notifications.mark-sent",
  "update notifications set sent_at = now() where shopper_id = $1 and id = $2",
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

export function createSentNotifications(db: Database): SentNotifications {
  return {
    async once({ shopperId, id, kind }, forMs, send) {
      const [claim] = await db.run(claimNotification, [shopperId, id, kind, forMs]);
      if (!claim!.claimed) {
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
      await db.run(markSent, [shopperId, id]);
    },
  };
}
