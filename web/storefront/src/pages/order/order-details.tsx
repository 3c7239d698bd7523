import type { Order } from "../../api/checkout.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { useFormat } from "../../i18n/use-format.ts";
import { AddressLines } from "../../ui/address-lines.tsx";

/** Where it goes, who is told, and how it was paid. */
export function OrderDetails({ order }: { readonly order: Order }) {
  const { order: texts, checkout } = useMessages();
  const { money } = useFormat();
  const { shippingMethod, payment } = order;
  return (
    <section className="order-page__card">
      <dl className="order-details">
        <div>
          <dt>{texts.delivery}</dt>
          <dd>
            <AddressLines address={order.shippingAddress} />
            {shippingMethod !== null && (
              <span className="order-page__soft">{checkout.methods[shippingMethod] ?? shippingMethod}</span>
            )}
          </dd>
        </div>
        <div>
          <dt>{texts.contact}</dt>
          <dd>{order.email}</dd>
        </div>
        <div>
          <dt>{texts.payment}</dt>
          <dd>
            {texts.paymentStatuses[payment.status]}
            {payment.refundedMinor > 0 && (
              <span className="order-page__soft">
                {texts.refunded}: {money(payment.refundedMinor, order.currency)}
              </span>
            )}
          </dd>
        </div>
      </dl>
    </section>
  );
}
