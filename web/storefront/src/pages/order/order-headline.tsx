import { CircleCheck, CircleX, Clock, Truck, Undo2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Order } from "../../api/checkout.ts";
import { paths } from "../../app/paths.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { ButtonLink } from "../../ui/button.tsx";

const icons = {
  pending: Clock,
  paid: CircleCheck,
  fulfilled: Truck,
  payment_failed: CircleX,
  cancelled: CircleX,
  returned: Undo2,
} as const;

/** Banks answer within seconds; after this the shopper need not wait. */
const LONG_WAIT_MS = 45_000;

type Props = {
  readonly order: Order;
  /** Placed here, just now. */
  readonly isNew: boolean;
};

/** How it stands, in one sentence; when that changes, it is said aloud. */
export function OrderHeadline({ order, isNew }: Props) {
  const { order: texts } = useMessages();
  const announce = useAnnounce();
  const last = useRef(order.status);
  const isLong = useIsPendingLong(order.status);
  useEffect(() => {
    if (last.current === order.status) return;
    last.current = order.status;
    announce(texts.nowIs(texts.statuses[order.status]));
  }, [order.status, announce, texts]);

  const { title, text } = headline(texts, order, isNew);
  const Icon = icons[order.status];
  return (
    <div className={`order-headline order-headline--${order.status}`}>
      <Icon size={36} strokeWidth={1.5} aria-hidden="true" />
      <div>
        <h1>{title}</h1>
        {text !== "" && <p>{text}</p>}
        {order.status === "pending" && isLong && <p>{texts.stillPending}</p>}
        {order.status === "payment_failed" && (
          <ButtonLink href={paths.cart} kind="primary" className="order-headline__way">
            {texts.backToCart}
          </ButtonLink>
        )}
      </div>
    </div>
  );
}

type Texts = ReturnType<typeof useMessages>["order"];

function headline(texts: Texts, { status, email, number }: Order, isNew: boolean): { title: string; text: string } {
  switch (status) {
    case "pending":
      return { title: texts.pendingTitle, text: texts.pendingText };
    case "payment_failed":
      return { title: texts.failedTitle, text: texts.failedText };
    case "cancelled":
      return { title: texts.cancelledTitle, text: texts.cancelledText };
    case "returned":
      return { title: texts.returnedTitle, text: "" };
    case "paid":
      return isNew
        ? { title: texts.thanks, text: texts.thanksText(email) }
        : { title: texts.title(number), text: texts.statuses.paid };
    case "fulfilled":
      return { title: texts.title(number), text: texts.statuses.fulfilled };
  }
}

function useIsPendingLong(status: Order["status"]): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (status !== "pending") return;
    const timer = setTimeout(() => setLong(true), LONG_WAIT_MS);
    return () => clearTimeout(timer);
  }, [status]);
  return isLong;
}
