import type { Order } from "../../api/checkout.ts";
import { useMessages } from "../../i18n/messages.tsx";

/** How an order stands, in words; the colour only helps to find it. */
export function StatusBadge({ status }: { readonly status: Order["status"] }) {
  const { order } = useMessages();
  return <span className={`status-badge status-badge--${status}`}>{order.statuses[status]}</span>;
}
