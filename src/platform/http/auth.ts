import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from "fastify";
import { problem } from "./problems.ts";

/** `optional-shopper`: a guest may come without a token, but a wrong token is refused and not taken for a guest. */
export type RouteAuth = "none" | "optional-shopper" | "shopper" | "admin";

export const adminRoles = ["viewer", "catalog", "fulfilment", "finance", "owner"] as const;
export type AdminRole = (typeof adminRoles)[number];

/** Who asks; `customerId` is null for a guest. */
export interface Shopper {
  readonly shopperId: string;
  readonly customerId: string | null;
}

export interface Admin {
  readonly keyId: string;
  readonly role: AdminRole;
}

type MaybePromise<T> = T | Promise<T>;
/** Both may answer without a promise, for example from a cache; the request then goes on in the same tick. Null refuses. */
export type AuthenticateShopper = (token: string) => MaybePromise<Shopper | null>;
export type AuthenticateAdmin = (key: string) => MaybePromise<Admin | null>;

/** Tokens of this shop are below 100 characters; a longer one is refused before anything looks at it. */
const MAX_TOKEN_LENGTH = 512;
const bearer = /^bearer ([\x21-\x7e]+)$/i;

/** Whether an admin of `role` may use a route for `roles`. The owner may do everything; what a viewer may do, everybody may. */
export function roleAllows(role: AdminRole, roles: readonly AdminRole[]): boolean {
  return role === "owner" || roles.includes(role) || roles.includes("viewer");
}

/** The shopper of a route with `auth: "shopper"`. Elsewhere a bug, hence a plain error. */
export function shopperOf(request: FastifyRequest): Shopper {
  if (request.shopper === null) throw new Error(`${request.routeOptions.url} reads the shopper without auth: "shopper"`);
  return request.shopper;
}

/** The shopper of a route with `auth: "optional-shopper"`, or null. */
export function optionalShopperOf(request: FastifyRequest): Shopper | null {
  return request.shopper;
}

/** The admin of a route with `auth: "admin"`. Elsewhere a bug, hence a plain error. */
export function adminOf(request: FastifyRequest): Admin {
  if (request.admin === null) throw new Error(`${request.routeOptions.url} reads the admin without auth: "admin"`);
  return request.admin;
}

/** The token of `Authorization: Bearer …`; null when there is no such header, a problem when it is anything else. */
export function bearerToken(header: string | undefined): string | null {
  if (header === undefined) return null;
  const token = header.length <= MAX_TOKEN_LENGTH ? bearer.exec(header)?.[1] : undefined;
  if (token === undefined) throw problem("unauthorized", "The Authorization header must be: Bearer, a space, a token.");
  return token;
}

type Hook = (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction) => void;

/** The onRequest hook of one route. It adds no tick of its own: a synchronous authenticator stays synchronous. */
export function authHook(
  auth: Exclude<RouteAuth, "none">,
  roles: readonly AdminRole[],
  authenticateShopper: AuthenticateShopper,
  authenticateAdmin: AuthenticateAdmin,
): Hook {
  const acceptShopper = (request: FastifyRequest, shopper: Shopper | null): Error | undefined => {
    if (shopper === null) return problem("unauthorized", "The token is unknown or has expired.");
    request.shopper = shopper;
    return undefined;
  };
  const acceptAdmin = (request: FastifyRequest, admin: Admin | null): Error | undefined => {
    if (admin === null) return problem("unauthorized", "The key is unknown or was revoked.");
    if (!roleAllows(admin.role, roles)) return problem("forbidden", `This needs one of the roles: ${roles.join(", ")}, owner.`);
    request.admin = admin;
    return undefined;
  };
  const check = auth === "admin" ? step(authenticateAdmin, acceptAdmin) : step(authenticateShopper, acceptShopper);
  return (request, _reply, done) => {
    let token: string | null;
    try {
      token = bearerToken(request.headers.authorization);
    } catch (error) {
      done(error as Error);
      return;
    }
    if (token === null)
      done(auth === "optional-shopper" ? undefined : problem("unauthorized", "The Authorization header is missing."));
    else check(request, token, done);
  };
}

function step<T>(
  authenticate: (token: string) => MaybePromise<T | null>,
  accept: (request: FastifyRequest, who: T | null) => Error | undefined,
) {
  return (request: FastifyRequest, token: string, done: HookHandlerDoneFunction): void => {
    let found: MaybePromise<T | null>;
    try {
      found = authenticate(token);
    } catch (error) {
      done(error as Error);
      return;
    }
    if (found instanceof Promise) found.then((who) => done(accept(request, who)), done);
    else done(accept(request, found));
  };
}
