import type { FastifyRequest } from "fastify";
import Type from "typebox";
import { optionalShopperOf, shopperOf } from "../../platform/http/auth.ts";
import { problem } from "../../platform/http/problems.ts";
import { Email, Nullable, Timestamp, UuidId } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import type { Customer } from "./customer-store.ts";
import type { Customers, Session } from "./customers.ts";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "./passwords.ts";

const tags = ["customers"];
const NewPassword = Type.String({ minLength: MIN_PASSWORD_LENGTH, maxLength: MAX_PASSWORD_LENGTH });
/** What was once accepted must still be comparable, so only the length of the request is limited. */
const GivenPassword = Type.String({ minLength: 1, maxLength: MAX_PASSWORD_LENGTH });
const Name = Type.String({ maxLength: 200, examples: ["Ada Lovelace"] });

const sessionFields = {
  shopperId: UuidId(),
  token: Type.String({ description: "Replaces the token that the client had." }),
  expiresAt: Timestamp,
  email: Email,
  name: Name,
};
const SessionAnswer = Type.Object(sessionFields);
const LoginAnswer = Type.Object({
  ...sessionFields,
  cartId: Nullable(UuidId({ description: "The open cart, if there is one." })),
});
const CustomerAnswer = Type.Object({ shopperId: UuidId(), email: Email, name: Name, createdAt: Timestamp });

export function customerRoutes(app: App, { customers }: { readonly customers: Customers }): void {
  app.post(
    "/v1/customers",
    {
      config: { auth: "optional-shopper", problems: ["email-taken", "rate-limited"] },
      schema: {
        operationId: "registerCustomer",
        summary: "Register",
        description:
          "With a guest's token, carts and orders of the guest become the customer's. A retry after a lost answer gets `email-taken`: log in then.",
        tags,
        body: Type.Object({ email: Email, password: NewPassword, name: Type.Optional(Name) }),
        response: { 201: SessionAnswer },
      },
    },
    async (request, reply) => {
      const { email, password, name = "" } = request.body;
      const session = await customers.register({ email, password, name }, originOf(request));
      return reply.code(201).send(toSession(session));
    },
  );

  app.post(
    "/v1/customers/login",
    {
      config: { auth: "optional-shopper", problems: ["invalid-credentials", "login-throttled"] },
      schema: {
        operationId: "logIn",
        summary: "Log in",
        description:
          "With a guest's token, the lines of the guest's newest cart are added to the customer's. Failed attempts are limited.",
        tags,
        body: Type.Object({ email: Email, password: GivenPassword }),
        response: { 200: LoginAnswer },
      },
    },
    async (request) => {
      const { cartId, ...session } = await customers.login(request.body, originOf(request));
      return { ...toSession(session), cartId };
    },
  );

  app.post(
    "/v1/customers/logout",
    {
      config: { auth: "shopper", problems: ["forbidden"] },
      schema: {
        operationId: "logOut",
        summary: "Log out everywhere",
        description: "Every token of the customer is refused within a few seconds.",
        tags,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await customers.logout(customerIdOf(request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/v1/customers/password",
    {
      config: { auth: "shopper", problems: ["forbidden", "invalid-credentials", "login-throttled", "conflict"] },
      schema: {
        operationId: "changePassword",
        summary: "Change the password",
        description: "Every older token of the customer is refused within a few seconds; the answer has a new one.",
        tags,
        body: Type.Object({ currentPassword: GivenPassword, newPassword: NewPassword }),
        response: { 200: SessionAnswer },
      },
    },
    async (request) => {
      const { currentPassword, newPassword } = request.body;
      const passwords = { current: currentPassword, next: newPassword };
      return toSession(await customers.changePassword(customerIdOf(request), passwords, request.ip));
    },
  );

  app.get(
    "/v1/customers/me",
    {
      config: { auth: "shopper", problems: ["forbidden"] },
      schema: { operationId: "getCustomer", summary: "Get one's own account", tags, response: { 200: CustomerAnswer } },
    },
    async (request) => toCustomer(await customers.find(customerIdOf(request))),
  );

  app.patch(
    "/v1/customers/me",
    {
      config: { auth: "shopper", problems: ["forbidden"] },
      schema: {
        operationId: "updateCustomer",
        summary: "Change one's own account",
        tags,
        body: Type.Object({ name: Name }),
        response: { 200: CustomerAnswer },
      },
    },
    async (request) => toCustomer(await customers.rename(customerIdOf(request), request.body.name)),
  );
}

/** The customer who asks; a guest has no account. */
export function customerIdOf(request: FastifyRequest): string {
  const { customerId } = shopperOf(request);
  if (customerId === null) throw problem("forbidden", "This is for customers: register or log in first.");
  return customerId;
}

function originOf(request: FastifyRequest) {
  return { shopper: optionalShopperOf(request), ip: request.ip };
}

function toSession(session: Session) {
  return { ...session, expiresAt: session.expiresAt.toISOString() };
}

function toCustomer(customer: Customer) {
  return { ...customer, createdAt: customer.createdAt.toISOString() };
}
