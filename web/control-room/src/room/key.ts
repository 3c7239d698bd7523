/** The key to the buttons comes behind the `#` of the address that was printed at the start; for this tab, it is remembered. */
const NAME = "tenfold.control-room.key";

/** Takes it out of the address, so that it is in no screenshot and no shared link. */
export function takeKey(): void {
  const key = /^#key=([\w-]+)$/.exec(location.hash)?.[1];
  if (key === undefined) return;
  sessionStorage.setItem(NAME, key);
  history.replaceState(null, "", location.pathname + location.search);
}

export const keyOfRoom = (): string | null => sessionStorage.getItem(NAME);
