import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { type Attempt, beginAttempt, finishAttempt, unfinishedAttempt } from "../../api/attempts.ts";
import { type Cart, cartQuery, rememberCart } from "../../api/cart.ts";
import { type CheckoutRequest, sendAttempt } from "../../api/checkout.ts";
import { orderQuery } from "../../api/orders.ts";
import { rememberPlaced } from "../../api/placed.ts";
import { paths } from "../../app/paths.ts";
import { storeDraft } from "./draft.ts";
import { type Refusal, refusalOf } from "./refusals.ts";

/** Longer than a bank usually takes. */
const SLOW_MS = 2_000;

/**
 * Places the order, once, however often it is tried: the attempt has its key before it is first sent, keeps it over retries and reloads,
 * and only loses it when the shop has said what became of it.
 */
export function usePlacing() {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [tries, setTries] = useState(0);

  const sending = useMutation({
    mutationFn: sendAttempt,
    onSuccess: (order, attempt) => {
      finishAttempt();
      storeDraft(null);
      rememberPlaced({ orderId: order.id, cartId: attempt.cartId });
      leave(order.id, () => queries.setQueryData(orderQuery(order.id).queryKey, order));
    },
    onError: async (error) => {
      const found = refusalOf(error);
      if (found.kind !== "unknown") finishAttempt();
      if (found.kind === "ordered" && found.orderId !== null) {
        leave(found.orderId, () => undefined);
        return;
      }
      if (found.kind !== "unknown") await queries.invalidateQueries({ queryKey: cartQuery.queryKey });
      setTries((count) => count + 1);
      setRefusal(found);
    },
  });

  /** To the order, in place of the checkout, to which there is no way back. */
  function leave(orderId: string, prepare: () => void): void {
    prepare();
    rememberCart(null);
    navigate(paths.order(orderId), { replace: true });
    queries.setQueryData(cartQuery.queryKey, null);
  }

  function send(attempt: Attempt): void {
    setRefusal(null);
    sending.mutate(attempt);
  }

  // Whoever reloads while the order is being placed finds out what became of it, instead of ordering twice.
  const { mutate } = sending;
  useEffect(() => {
    const unfinished = unfinishedAttempt();
    if (unfinished !== null) mutate(unfinished);
  }, [mutate]);

  return {
    place: (cart: Cart, request: CheckoutRequest) => send(beginAttempt(cart.id, request)),
    /** The same request under the same key. */
    retry() {
      const unfinished = unfinishedAttempt();
      if (unfinished !== null) send(unfinished);
      else setRefusal(null);
    },
    dismiss: () => setRefusal(null),
    refusal,
    /** Grows with each refusal, so that the same one twice is told twice. */
    tries,
    isPlacing: sending.isPending,
    isSlow: useIsLongerThan(SLOW_MS, sending.isPending),
  };
}

function useIsLongerThan(delayMs: number, isRunning: boolean): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (!isRunning) return;
    const timer = setTimeout(() => setLong(true), delayMs);
    return () => clearTimeout(timer);
  }, [delayMs, isRunning]);
  return isLong;
}
