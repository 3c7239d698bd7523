import { AuditDesk } from "../desk/audit-desk.tsx";
import { FaultDesk } from "../desk/fault-desk.tsx";
import { LoadDesk } from "../desk/load-desk.tsx";
import { Log } from "../desk/log.tsx";
import { Lesson } from "../lesson/lesson.tsx";
import { Picture } from "../picture/picture.tsx";
import type { PartState, Point, Snapshot } from "../room/contract.ts";
import { keyOfRoom } from "../room/key.ts";
import { Tabs } from "../ui/tabs.tsx";
import { Curves } from "./curves.tsx";
import { Headline } from "./headline.tsx";
import { Alerts, Promises, ShopFigures } from "./promises.tsx";
import "../desk/desk.css";
import "./live-page.css";

type Props = {
  readonly state: Snapshot;
  readonly points: readonly Point[];
  readonly chosen: string | null;
  readonly onChoose: (part: string) => void;
};

export function LivePage({ state, points, chosen, onChoose }: Props) {
  const { shop, parts, marks, atMs } = state;
  if (shop === null) return <NothingRuns />;
  const away = parts.filter(({ status }) => status !== "up");
  return (
    <div className="live">
      <div className="live__picture">
        <h1 className="visually-hidden">The shop {shop.topology}</h1>
        <section className="card" aria-labelledby="picture">
          <div className="card__head">
            <h2 className="card__title" id="picture">
              What runs
            </h2>
            <Condition away={away} total={parts.length} />
          </div>
          <Picture state={state} chosen={chosen} onChoose={onChoose} />
        </section>
        <Alerts state={state} />
        <Headline state={state} />
      </div>
      <aside className="live__side card" aria-label="Desk">
        <Desk state={state} chosen={chosen} />
      </aside>
      <div className="live__rest">
        <Curves points={points} marks={marks} nowMs={atMs} />
        <Promises slos={state.slos} hasPrometheus={shop.hasPrometheus} />
        <ShopFigures state={state} />
      </div>
    </div>
  );
}

/** Said aloud when it changes: a part that dies is an event. */
function Condition({ away, total }: { readonly away: readonly PartState[]; readonly total: number }) {
  const words = {
    down: "is down",
    starting: "is starting",
    silent: "does not answer",
    stopped: "is paused",
    up: "is up",
  } as const;
  return (
    <p role="status" className={`chip chip--${away.length === 0 ? "good" : "bad"}`}>
      {away.length === 0 ? `all ${total} parts are up` : away.map(({ name, status }) => `${name} ${words[status]}`).join(", ")}
    </p>
  );
}

function Desk({ state, chosen }: { readonly state: Snapshot; readonly chosen: string | null }) {
  const mayAct = keyOfRoom() !== null;
  return (
    <Tabs
      label="Desk"
      tabs={[
        {
          name: "Act",
          content: (
            <>
              {!mayAct && (
                <p className="notice notice--warn live__locked">
                  You can look, and not touch: open the address that was printed at the start; it has the key to the buttons.
                </p>
              )}
              <LoadDesk state={state} mayAct={mayAct} />
              <FaultDesk state={state} mayAct={mayAct} chosen={chosen} />
              <AuditDesk state={state} mayAct={mayAct} />
            </>
          ),
        },
        { name: "Lesson", content: <Lesson topology={state.shop?.topology} /> },
        { name: "Log", content: <Log state={state} /> },
      ]}
    />
  );
}

function NothingRuns() {
  return (
    <section className="nothing card">
      <h1 className="nothing__title">No shop runs here</h1>
      <p>Start one in the project's folder; this page shows it as soon as it is there.</p>
      <pre className="nothing__code">
        <code>node bin/tenfold.mjs up -t 2</code>
      </pre>
      <p className="soft">
        It looks at one data folder, that of <code>TENFOLD_DATA</code> or <code>--data</code>. A shop on another folder has a
        control room of its own.
      </p>
    </section>
  );
}
