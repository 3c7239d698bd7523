import Type from "typebox";
import { markReplayed, optionalIdempotencyKeyOf, requestHashOf } from "../../platform/http/idempotency.ts";
import { UuidId } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { AddressBody } from "../orders/address-schema.ts";
import { type Addresses, MAX_ADDRESSES, type SavedAddress } from "./addresses.ts";
import { customerIdOf } from "./customer-routes.ts";

const tags = ["customers"];
const AddressInput = Type.Object({
  address: AddressBody,
  isDefault: Type.Optional(Type.Boolean({ description: "One address is always the default; the first one begins." })),
});
const AddressAnswer = Type.Object({ id: UuidId(), address: AddressBody, isDefault: Type.Boolean() });
const AddressParams = Type.Object({ addressId: UuidId() });

export function addressRoutes(app: App, { addresses }: { readonly addresses: Addresses }): void {
  app.get(
    "/v1/customers/me/addresses",
    {
      config: { auth: "shopper", problems: ["forbidden"] },
      schema: {
        operationId: "listAddresses",
        summary: "List one's addresses, the default first",
        tags,
        response: { 200: Type.Object({ items: Type.Array(AddressAnswer, { maxItems: MAX_ADDRESSES }) }) },
      },
    },
    async (request) => ({ items: await addresses.list(customerIdOf(request)) }),
  );

  app.post(
    "/v1/customers/me/addresses",
    {
      config: { auth: "shopper", idempotencyKey: "optional", problems: ["forbidden", "address-limit-reached"] },
      schema: {
        operationId: "createAddress",
        summary: "Save an address",
        tags,
        body: AddressInput,
        response: { 201: AddressAnswer },
      },
    },
    async (request, reply) => {
      const call = { key: optionalIdempotencyKeyOf(request), requestHash: requestHashOf(request) };
      const made = await addresses.create(customerIdOf(request), inputOf(request.body), call);
      markReplayed(reply, made.replayed);
      return reply.code(201).send(made.address);
    },
  );

  app.put(
    "/v1/customers/me/addresses/:addressId",
    {
      config: { auth: "shopper", problems: ["forbidden", "not-found"] },
      schema: {
        operationId: "replaceAddress",
        summary: "Replace an address",
        tags,
        params: AddressParams,
        body: AddressInput,
        response: { 200: AddressAnswer },
      },
    },
    async (request) =>
      addresses.replace(customerIdOf(request), { id: request.params.addressId.toLowerCase(), ...inputOf(request.body) }),
  );

  app.delete(
    "/v1/customers/me/addresses/:addressId",
    {
      config: { auth: "shopper", problems: ["forbidden", "not-found"] },
      schema: {
        operationId: "deleteAddress",
        summary: "Delete an address",
        tags,
        params: AddressParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await addresses.remove(customerIdOf(request), request.params.addressId);
      return reply.code(204).send(null);
    },
  );
}

function inputOf({
  address,
  isDefault = false,
}: {
  address: SavedAddress["address"];
  isDefault?: boolean;
}): Omit<SavedAddress, "id"> {
  return { address, isDefault };
}
