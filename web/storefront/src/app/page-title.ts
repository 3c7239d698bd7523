import { useEffect } from "react";

export const SHOP_NAME = "Tenfold";

/** The title of the page that is shown; null while it is not known yet. */
export function usePageTitle(title: string | null): void {
  useEffect(() => {
    if (title !== null) document.title = title === "" ? SHOP_NAME : `${title} · ${SHOP_NAME}`;
  }, [title]);
}
