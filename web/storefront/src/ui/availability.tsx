import type { Variant } from "../api/catalog.ts";
import { useMessages } from "../i18n/messages.tsx";
import "./availability.css";

/** Whether it can be had, in words and colour. */
export function AvailabilityBadge({ availability }: { readonly availability: Variant["availability"] }) {
  const { common } = useMessages();
  const { status, available } = availability;
  const text = status === "low_stock" ? common.availability.low_stock(available ?? 1) : common.availability[status];
  return <span className={`availability availability--${status}`}>{text}</span>;
}
