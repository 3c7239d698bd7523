import type { Journal } from "./journal.ts";
import { allOf, type ShopApi } from "./shop-api.ts";

/**
 * Switches off the promotions that apply by themselves: the real shop had none, so an order would cost less than its invoice.
 * Answers what switches them on again, those of a killed run that goes on included.
 */
export async function pauseOffers(
  api: ShopApi,
  journal: Journal,
  onNotice: (message: string) => void,
): Promise<() => Promise<void>> {
  for await (const { id, name, code, active } of allOf(api.promotions)) {
    if (!active || code !== null) continue;
    journal.addPausedOffer(id);
    await api.setPromotionActive(id, false);
    onNotice(`the promotion "${name}" is switched off until the end of the replay`);
  }
  return async () => {
    for (const id of journal.pausedOffers) await api.setPromotionActive(id, true);
  };
}
