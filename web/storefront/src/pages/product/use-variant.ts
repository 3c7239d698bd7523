import { useCallback } from "react";
import { useSearchParams } from "wouter";
import type { Product, Variant } from "../../api/catalog.ts";
import { startingVariant } from "./variant-choice.ts";

/** The chosen variant, which the address names so that it can be shared. */
export function useVariant(product: Product): readonly [Variant | null, (variantId: number) => void] {
  const [params, setParams] = useSearchParams();
  const variant = startingVariant(product.variants, Number(params.get("variant")) || null);
  const choose = useCallback(
    (variantId: number) =>
      setParams(
        (before) => {
          before.set("variant", String(variantId));
          return before;
        },
        { replace: true },
      ),
    [setParams],
  );
  return [variant, choose];
}
