import type { Mark } from "./contract.ts";

/** What has happened, for the time axis. */
export interface MarkBook {
  /** One of the same id that is still open goes on, with the new text. */
  open(mark: Omit<Mark, "toMs">): void;
  /** Nothing happens when there is none open of this id. `text`: what it says from then on, by how long it lasted. */
  close(id: string, atMs: number, text?: (lastedMs: number) => string, tone?: Mark["tone"]): void;
  isOpen(id: string): boolean;
  /** The oldest first. */
  all(): readonly Mark[];
}

/** A kill every few seconds for an hour; older ones are pushed out, those that last are not. */
const MAX_MARKS = 300;

type Kept = { -readonly [Field in keyof Mark]: Mark[Field] };

export function createMarkBook(): MarkBook {
  const marks: Kept[] = [];
  const opened = new Map<string, Kept>();
  let count = 0;
  return {
    open(mark) {
      const known = opened.get(mark.id);
      if (known !== undefined) {
        known.text = mark.text;
        return;
      }
      count += 1;
      // Of one thing there are many over time; the page tells them apart by their id.
      const kept: Kept = { ...mark, id: `${mark.id} ${count}`, toMs: null };
      opened.set(mark.id, kept);
      marks.push(kept);
      const over = marks.length > MAX_MARKS ? marks.findIndex(({ toMs }) => toMs !== null) : -1;
      if (over !== -1) marks.splice(over, 1);
    },
    close(id, atMs, text, tone) {
      const kept = opened.get(id);
      if (kept === undefined) return;
      opened.delete(id);
      kept.toMs = atMs;
      if (text !== undefined) kept.text = text(atMs - kept.fromMs);
      if (tone !== undefined) kept.tone = tone;
    },
    isOpen: (id) => opened.has(id),
    all: () => marks.map((mark) => ({ ...mark })),
  };
}
