import { useState } from "react";
import { act } from "../room/actions.ts";

export type Action = {
  readonly isBusy: boolean;
  /** Why the last one was refused; null when it was done. */
  readonly refusal: string | null;
  run(method: "POST" | "DELETE", path: string, body?: object): Promise<void>;
};

/** One thing after the other: a button that was pressed waits for its answer. */
export function useAction(): Action {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  return {
    isBusy,
    refusal,
    async run(method, path, body) {
      setBusy(true);
      try {
        await act(method, path, body);
        setRefusal(null);
      } catch (error) {
        setRefusal(error instanceof Error ? error.message : String(error));
      } finally {
        setBusy(false);
      }
    },
  };
}
