import { type Clock, systemClock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import { recordShopperEvents } from "../../platform/events/outbox.ts";
import type { Shopper } from "../../platform/http/auth.ts";
import { problem } from "../../platform/http/problems.ts";
import { newId } from "../../platform/ids.ts";
import { createRateLimiter, type RateLimiter } from "../../platform/resilience/rate-limit.ts";
import type { ShopperAccess } from "../access/shopper-access.ts";
import type { Tokens } from "../access/tokens.ts";
import { type Credentials, type Customer, createCustomerStore } from "./customer-store.ts";
import { createPasswords, type Passwords } from "./passwords.ts";

export type Registration = { readonly email: string; readonly password: string; readonly name: string };

export type Session = {
  readonly shopperId: string;
  readonly email: string;
  readonly name: string;
  readonly token: string;
  readonly expiresAt: Date;
};

export interface Customers {
  /** A guest's shopper id becomes the customer's, so that carts and orders stay. @throws `email-taken`, `rate-limited` */
  register(registration: Registration, from: { shopper: Shopper | null; ip: string }): Promise<Session>;
  /** Adds the guest's cart to the customer's. @throws `invalid-credentials`, `login-throttled` */
  login(
    credentials: { email: string; password: string },
    from: { shopper: Shopper | null; ip: string },
  ): Promise<Session & { readonly cartId: string | null }>;
  /** Revokes every token of the customer, also those of other devices. */
  logout(shopperId: string): Promise<void>;
  /** Revokes every token of the customer and answers a new one. @throws `invalid-credentials`, `login-throttled` */
  changePassword(shopperId: string, passwords: { current: string; next: string }, ip: string): Promise<Session>;
  find(shopperId: string): Promise<Customer>;
  rename(shopperId: string, name: string): Promise<Customer>;
}

export type CustomerLimits = {
  /** Failed attempts for one account in a window. */
  readonly loginsPerEmail: number;
  /** Failed attempts from one address in a window; a company or a school shares one. */
  readonly loginsPerIp: number;
  /** Registrations from one address in an hour: enough for a school, little for someone who tries out a list of addresses. */
  readonly registrationsPerIp: number;
};

export const defaultCustomerLimits: CustomerLimits = { loginsPerEmail: 10, loginsPerIp: 100, registrationsPerIp: 1_000 };
const LOGIN_WINDOW_MS = 15 * 60_000;
const REGISTRATION_WINDOW_MS = 3_600_000;

export type CustomerDependencies = {
  readonly db: Database;
  readonly tokens: Tokens;
  readonly access: Pick<ShopperAccess, "remember">;
  /** Answers the customer's open cart, after adding the guest's to it. */
  readonly mergeCarts: (guestId: string | null, customerId: string) => Promise<string | null>;
  readonly passwords?: Passwords;
  readonly limits?: Partial<CustomerLimits>;
  readonly clock?: Clock;
};

export function createCustomers(deps: CustomerDependencies): Customers {
  const { db, tokens, access, clock = systemClock, passwords = createPasswords() } = deps;
  const limits = { ...defaultCustomerLimits, ...deps.limits };
  const store = createCustomerStore(db);
  const limiter = (name: string, limit: number, windowMs: number) => createRateLimiter(db, { name, limit, windowMs, clock });
  const perEmail = limiter("login-email", limits.loginsPerEmail, LOGIN_WINDOW_MS);
  const perIp = limiter("login-ip", limits.loginsPerIp, LOGIN_WINDOW_MS);
  const registrations = limiter("registration-ip", limits.registrationsPerIp, REGISTRATION_WINDOW_MS);

  /** Counts the attempt before it is checked, and forgives it when it succeeds, so that parallel guesses count too. */
  async function checkPassword(
    email: string,
    ip: string,
    password: string,
    find: () => Promise<Credentials | null>,
  ): Promise<Credentials> {
    const counted: [RateLimiter, string][] = [
      [perEmail, email],
      [perIp, ip],
    ];
    for (const [limit, subject] of counted) {
      const verdict = await limit.take(subject);
      if (!verdict.allowed) throw problem("login-throttled", undefined, { retryAfterSeconds: verdict.retryAfterSeconds });
    }
    const found = await find();
    if (!(await passwords.matches(password, found?.passwordHash ?? null)) || found === null) throw problem("invalid-credentials");
    for (const [limit, subject] of counted) await limit.giveBack(subject);
    return found;
  }

  function sessionOf({ shopperId, email, name, generation }: Omit<Credentials, "passwordHash">): Session {
    access.remember(shopperId, generation);
    return { shopperId, email, name, ...tokens.issue({ kind: "customer", shopperId, generation }) };
  }

  return {
    async register({ email, password, name }, { shopper, ip }) {
      const verdict = await registrations.take(ip);
      if (!verdict.allowed) throw problem("rate-limited", undefined, { retryAfterSeconds: verdict.retryAfterSeconds });
      const passwordHash = await passwords.hash(password);
      const details = { email: normalizeEmail(email), name, passwordHash };
      const customer = await db.transaction(async (tx) => {
        const asGuest = shopper !== null && shopper.customerId === null ? shopper.shopperId : newId();
        const inserted =
          (await store.insert(tx, { ...details, shopperId: asGuest })) ??
          (await store.insert(tx, { ...details, shopperId: newId() }));
        const { shopperId } = inserted!;
        if (!(await store.claimEmail(tx, details.email, shopperId))) throw problem("email-taken");
        const event = { aggregateType: "customer", aggregateId: shopperId, shopperId, version: 1, type: "customer.registered" };
        await recordShopperEvents(tx, [{ ...event, payload: { wasGuest: shopperId === shopper?.shopperId } }]);
        return inserted!;
      });
      return sessionOf({ ...customer, generation: FIRST_GENERATION });
    },

    async login({ email, password }, { shopper, ip }) {
      const normalized = normalizeEmail(email);
      const found = await checkPassword(normalized, ip, password, () => store.credentialsOfEmail(normalized));
      const guestId = shopper !== null && shopper.customerId === null ? shopper.shopperId : null;
      const cartId = await deps.mergeCarts(guestId, found.shopperId);
      return { ...sessionOf(found), cartId };
    },

    async logout(shopperId) {
      const generation = await store.revokeTokens(shopperId);
      if (generation !== null) access.remember(shopperId, generation);
    },

    async changePassword(shopperId, { current, next }, ip) {
      const before = existing(await store.credentialsOf(shopperId));
      await checkPassword(before.email, ip, current, async () => before);
      const generation = await store.putPassword(shopperId, before.generation, await passwords.hash(next));
      if (generation === null) throw problem("conflict", "The password or the sessions were changed at the same time.");
      return sessionOf({ ...before, generation });
    },

    find: async (shopperId) => existing(await store.find(shopperId)),
    rename: async (shopperId, name) => existing(await store.rename(shopperId, name)),
  };
}

/** As in the table's default. */
const FIRST_GENERATION = 1;

/** One account per mailbox, as people type it. */
export function normalizeEmail(email: string): string {
  return email.normalize("NFC").toLowerCase();
}

function existing<T>(found: T | null): T {
  if (found === null) throw problem("not-found", "There is no such customer.");
  return found;
}
