import { Check } from "lucide-react";
import type { Order } from "../../api/checkout.ts";
import { useMessages } from "../../i18n/messages.tsx";

type State = "done" | "current" | "open";

/** Only an order that goes its way has one. */
const states: Partial<Record<Order["status"], readonly [placed: State, paid: State, sent: State]>> = {
  pending: ["done", "current", "open"],
  paid: ["done", "done", "current"],
  fulfilled: ["done", "done", "done"],
};

/** How far it has come: placed, paid, sent. */
export function OrderProgress({ status }: { readonly status: Order["status"] }) {
  const { order: texts } = useMessages();
  const reached = states[status];
  if (reached === undefined) return null;
  const names = [texts.steps.placed, texts.steps.paid, texts.steps.sent];
  return (
    <ol className="order-progress" aria-label={texts.progress}>
      {names.map((name, position) => {
        const state = reached[position]!;
        return (
          <li key={name} className={`order-progress__step order-progress__step--${state}`}>
            <span className="order-progress__mark" aria-hidden="true">
              {state === "done" && <Check size={16} strokeWidth={3} />}
            </span>
            <span>
              {name}
              <span className="visually-hidden">: {texts.stepStates[state]}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
