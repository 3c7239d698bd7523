import type { Database } from "../../platform/database/database.ts";
import type { EventConsumer, ShopEvent } from "../../platform/events/event.ts";
import { derivedId } from "../../platform/ids.ts";
import type { JobOptions, Jobs } from "../../platform/jobs/jobs.ts";
import { forEachLimited } from "../../platform/resilience/for-each-limited.ts";
import type { OrderReads } from "../orders/read-orders.ts";
import type { MailContent, Sender } from "./mail.ts";
import type { MailTransport } from "./mail-transport.ts";
import { type OrderMailKind, orderMail } from "./order-mails.ts";
import { type ReorderAlert, reorderMail, type VariantName } from "./reorder-mail.ts";
import { createSentNotifications, type NotificationKey } from "./sent-notifications.ts";

type OrderMail = {
  readonly orderId: string;
  readonly shopperId: string;
  readonly kind: OrderMailKind;
  readonly version: number;
};
/** Several mails, because a job of its own for each costs the database more than the order's own rows on a busy day. */
type OrderMailsJob = { readonly mails: readonly OrderMail[] };
type ReorderMailJob = ReorderAlert & { readonly version: number };

declare module "../../platform/jobs/jobs.ts" {
  interface JobTypes {
    "notifications.order-mails": OrderMailsJob;
    "notifications.reorder-mail": ReorderMailJob;
  }
}

export type NotificationOptions = {
  readonly db: Database;
  readonly jobs: Jobs;
  readonly transport: MailTransport;
  readonly sender: Sender;
  /** Who orders goods; null: reorder alerts are not mailed. */
  readonly staffAddress: string | null;
  readonly orders: Pick<OrderReads, "find">;
  readonly describeVariant: (variantId: number) => Promise<VariantName | null>;
  readonly retry?: Pick<JobOptions, "attempts" | "firstRetryMs" | "longestRetryMs" | "pollMs">;
};

const mailOf: Readonly<Record<string, OrderMailKind>> = {
  "order.paid": "order-confirmation",
  "order.payment_failed": "payment-failed",
  "order.fulfilled": "order-shipped",
  "order.cancelled": "order-cancelled",
  "order.refunded": "order-refunded",
};

/** A mail server that is away for four hours makes mails late and loses none: half a minute, doubled up to an hour. */
const DEFAULT_RETRY = { attempts: 11, firstRetryMs: 30_000, longestRetryMs: 3_600_000 } as const;
const CONCURRENT_JOBS = 2;
const MAILS_PER_JOB = 25;
/** Of one job; a mail server answers slowly and takes several at once. */
const CONCURRENT_MAILS = 8;
const SEND_TIMEOUT_MS = 60_000;
/** Beyond the job's own time, so that a claim is never open while its job may still run. */
const CLAIM_MS = SEND_TIMEOUT_MS + 30_000;
/** Notifications to the staff belong to no shopper. */
const STAFF_ID = "00000000-0000-0000-0000-000000000000";

/**
 * Mails about orders and stock. Events become jobs that carry ids; the address is read when the mail is sent, and is in no job, event or log.
 * Answers the consumer; its jobs are defined at once.
 */
export function createNotifications(options: NotificationOptions): EventConsumer {
  const { db, jobs, transport, sender, staffAddress, orders, describeVariant } = options;
  const sent = createSentNotifications(db);
  const domain = sender.from.slice(sender.from.lastIndexOf("@") + 1);
  const jobOptions = { ...DEFAULT_RETRY, ...options.retry, concurrency: CONCURRENT_JOBS, timeoutMs: SEND_TIMEOUT_MS };

  jobs.define("notifications.order-mails", jobOptions, async ({ mails }) => {
    const failures = new Map<OrderMail, unknown>();
    await forEachLimited(mails, CONCURRENT_MAILS, sendOrderMail, (error, mail) => failures.set(mail, error));
    if (failures.size === 0) return;
    // When none went out it is the server's fault, and all are tried again together; else those that failed go on by themselves.
    if (failures.size === mails.length) throw failures.values().next().value;
    await jobs.sendMany(
      "notifications.order-mails",
      [...failures.keys()].map((mail) => ({ mails: [mail] })),
    );
  });

  jobs.define("notifications.reorder-mail", jobOptions, async ({ version, ...alert }) => {
    if (staffAddress === null) return;
    const id = `reorder:${alert.variantId}:${alert.warehouse}:${version}`;
    const content = reorderMail(alert, await describeVariant(alert.variantId), sender);
    await mailOnce(
      { shopperId: STAFF_ID, id, kind: "reorder" },
      staffAddress,
      `${alert.variantId}-${alert.warehouse}-reorder`,
      content,
    );
  });

  async function sendOrderMail({ orderId, shopperId, kind, version }: OrderMail): Promise<void> {
    const order = await orders.find(orderId, shopperId);
    if (order === null) throw new Error(`there is no order ${orderId} to write about`);
    // Money may be given back in several parts; everything else happens to an order once.
    const which = kind === "order-refunded" ? `-${version}` : "";
    const key = { shopperId, id: `${kind}:${orderId}${which}`, kind };
    await mailOnce(key, order.email, `${order.number}-${kind}${which}`, orderMail(kind, order, sender));
  }

  async function mailOnce(key: NotificationKey, to: string, reference: string, content: MailContent): Promise<void> {
    const messageId = `<${derivedId("notification", key.shopperId, key.id)}@${domain}>`;
    await sent.once(key, CLAIM_MS, () => transport.send({ ...content, to, messageId, reference }));
  }

  return {
    name: "notifications",
    types: [...Object.keys(mailOf), "stock.low"],
    async handle(events) {
      const alerts = staffAddress === null ? [] : events.filter((event) => event.type === "stock.low").map(reorderJob);
      const mails = events.filter((event) => mailOf[event.type] !== undefined).map(orderMailOf);
      const orderJobs = Array.from({ length: Math.ceil(mails.length / MAILS_PER_JOB) }, (_, index) => ({
        mails: mails.slice(index * MAILS_PER_JOB, (index + 1) * MAILS_PER_JOB),
      }));
      await db.transaction(async (tx) => {
        await jobs.sendMany("notifications.order-mails", orderJobs, { tx });
        await jobs.sendMany("notifications.reorder-mail", alerts, { tx });
      });
    },
  };
}

function orderMailOf({ aggregateId, shopperId, type, version, id }: ShopEvent): OrderMail {
  if (shopperId === null) throw new Error(`event ${id} of an order has no shopper`);
  return { orderId: aggregateId, shopperId, kind: mailOf[type]!, version };
}

function reorderJob({ payload, version }: ShopEvent): ReorderMailJob {
  const { variantId, warehouse, available, reorderLevel } = payload as ReorderAlert;
  return { variantId, warehouse, available, reorderLevel, version };
}
