import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Order } from "../../api/checkout.ts";
import { cancelOrder, orderQuery, ordersQuery } from "../../api/orders.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FailureLine } from "../../ui/notice.tsx";

/** As long as nothing was sent. Asks once more, because it cannot be taken back. */
export function CancelOrder({ order }: { readonly order: Order }) {
  const { order: texts } = useMessages();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [isAsking, setAsking] = useState(false);
  const cancel = useMutation({
    mutationFn: () => cancelOrder(order.id),
    onSuccess: (changed) => {
      queries.setQueryData(orderQuery(order.id).queryKey, changed);
      void queries.invalidateQueries({ queryKey: ordersQuery.queryKey });
      setAsking(false);
      if (changed.status === "pending") announce(texts.cancelWanted);
    },
  });
  const isWanted = cancel.isSuccess && order.status === "pending";
  if (isWanted) return <p className="order-page__soft">{texts.cancelWanted}</p>;
  if (order.status !== "paid" && order.status !== "pending") return null;
  return (
    <>
      <Button kind="danger" onClick={() => setAsking(true)}>
        {texts.cancel}
      </Button>
      <Dialog isOpen={isAsking} onClose={() => setAsking(false)} title={texts.cancelTitle}>
        <div className="order-page__ask">
          <p>{texts.cancelText}</p>
          {cancel.error && <FailureLine error={cancel.error} />}
          <div className="order-page__ways">
            <Button onClick={() => setAsking(false)}>{texts.cancelNo}</Button>
            <Button kind="danger" isBusy={cancel.isPending} onClick={() => cancel.mutate()}>
              {texts.cancelYes}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
