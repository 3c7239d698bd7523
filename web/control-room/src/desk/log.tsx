import type { Mark, Snapshot } from "../room/contract.ts";
import { timeOfDay } from "../ui/format.ts";

const KINDS: Readonly<Record<Mark["kind"], string>> = { fault: "fault", part: "part", load: "load", audit: "audit" };

/** What has happened, the newest first. */
export function Log({ state: { marks } }: { readonly state: Snapshot }) {
  if (marks.length === 0)
    return <p className="empty">Nothing has happened yet. Start a load, or kill a part and watch it come back.</p>;
  return (
    <ol className="log">
      {[...marks].reverse().map(({ id, kind, text, fromMs, toMs, tone }) => (
        <li key={id} className={`log__one log__one--${tone}`}>
          <time dateTime={new Date(fromMs).toISOString()}>{timeOfDay(fromMs)}</time>
          <span>
            {text}
            {toMs === null && <span className="soft"> (still)</span>} <span className="visually-hidden">{KINDS[kind]}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
