import Type from "typebox";
import { rawBodyOf } from "../../platform/http/body.ts";
import { problem } from "../../platform/http/problems.ts";
import type { App } from "../../platform/http/server.ts";
import type { PaymentEvents } from "../orders/payment-events.ts";
import type { PaymentProvider } from "./provider.ts";

export type WebhookRoutesDependencies = {
  readonly provider: (name: string) => PaymentProvider | undefined;
  readonly events: PaymentEvents;
};

/** Where payment providers tell what they did. Who signs is who speaks; what is told twice, late or out of order is booked once. */
export function paymentWebhookRoutes(app: App, { provider, events }: WebhookRoutesDependencies): void {
  app.post(
    "/v1/payments/:provider/webhooks",
    {
      config: { auth: "none", priority: "critical", rawBody: true, problems: ["validation-failed", "not-found"] },
      schema: {
        operationId: "takePaymentWebhook",
        summary: "Webhook of a payment provider",
        description: "For the provider alone: the body is verified by its signature and read by the provider's adapter.",
        tags: ["payments"],
        params: Type.Object({ provider: Type.String({ pattern: "^[a-z][a-z0-9-]{0,31}$" }) }),
        body: Type.Object({}, { additionalProperties: true, description: "The provider's own format." }),
        response: {
          200: Type.Object({ outcome: Type.String({ description: "What became of the event, for the provider's log." }) }),
        },
      },
    },
    async (request) => {
      const { provider: name } = request.params;
      const adapter = provider(name);
      if (adapter === undefined) throw problem("not-found", "There is no such payment provider.");
      const event = adapter.parseWebhook(rawBodyOf(request), request.headers);
      if (event === null) throw problem("validation-failed", "The signature of the webhook is not authentic.");
      if (event === "ignored") return { outcome: "ignored" };
      const outcome = await events.take(name, event);
      const { eventId, kind, orderId } = event;
      if (outcome === "mismatch") request.log.error({ eventId, kind, orderId }, "payment webhook with another amount");
      if (outcome === "stranger") request.log.warn({ eventId, kind, orderId }, "payment webhook about no payment of this shop");
      return { outcome };
    },
  );
}
