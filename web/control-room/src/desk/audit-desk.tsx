import type { AuditResult, Snapshot } from "../room/contract.ts";
import { ago, number } from "../ui/format.ts";
import { RefusalNotice } from "./refusal.tsx";
import { useAction } from "./use-action.ts";

export function AuditDesk({ state: { audit, shop, atMs }, mayAct }: { readonly state: Snapshot; readonly mayAct: boolean }) {
  const action = useAction();
  const { running, last } = audit;
  return (
    <section className="desk" aria-labelledby="audit">
      <h3 id="audit" className="desk__title">
        Audit
      </h3>
      <p className="soft">Accounts for every order, unit and cent, and for what clients were told in the last load.</p>
      <button
        type="button"
        className="button"
        disabled={!mayAct || shop === null || running !== null || action.isBusy}
        onClick={() => void action.run("POST", "/api/audit", {})}
      >
        {running === null ? "Run the audit" : `Auditing, ${ago(running.startedAtMs, atMs).replace(" ago", "")} …`}
      </button>
      <RefusalNotice text={action.refusal} />
      {last !== null && <Verdict result={last} nowMs={atMs} />}
    </section>
  );
}

const MARKS = { green: "✓", red: "✗", skipped: "–" } as const;
const TONES = { green: "good", red: "bad", failed: "warn" } as const;

function Verdict({ result, nowMs }: { readonly result: AuditResult; readonly nowMs: number }) {
  const { verdict, checks, counts, message, endedAtMs, withHistory } = result;
  const of = (which: "green" | "red" | "skipped") => checks.filter((check) => check.verdict === which);
  const sorted = [...of("red"), ...of("green"), ...of("skipped")];
  return (
    <div className={`notice notice--${TONES[verdict]}`} role="status">
      <p>
        <strong>{verdict === "failed" ? "No verdict" : `The audit is ${verdict}`}</strong>{" "}
        <span className="soft">({ago(endedAtMs, nowMs)})</span>
      </p>
      {message !== null && <p>{message}</p>}
      {checks.length > 0 && (
        <>
          <p>
            {of("green").length} of {of("green").length + of("red").length} invariants hold
            {withHistory ? ", with what clients saw" : ""}; looked at{" "}
            {Object.entries(counts)
              .map(([what, count]) => `${number(count)} ${what}`)
              .join(", ")}
            .
          </p>
          <details open={verdict === "red"}>
            <summary>Every invariant</summary>
            <ul className="desk__checks">
              {sorted.map(({ id, holds, verdict, note, violations }) => (
                <li key={id} className={verdict === "red" ? "is-bad" : undefined}>
                  {MARKS[verdict]} {holds}
                  {violations > 0 && ` ${number(violations)} violations.`}
                  {note !== null && <span className="soft"> {note}</span>}
                </li>
              ))}
            </ul>
          </details>
        </>
      )}
    </div>
  );
}
