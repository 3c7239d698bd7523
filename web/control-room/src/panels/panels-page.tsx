import { useEffect, useState } from "react";
import { read } from "../room/actions.ts";
import { PANEL_MINUTES, type PanelBoards, type Snapshot } from "../room/contract.ts";
import { PanelView } from "./panel-view.tsx";
import "./panels.css";

/** The dashboards for Grafana, drawn here: the same panels with the same queries. */
export function PanelsPage({ state }: { readonly state: Snapshot }) {
  const [boards, setBoards] = useState<PanelBoards | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [chosen, setChosen] = useState(0);
  const [minutes, setMinutes] = useState<number>(PANEL_MINUTES[1]);
  const { shop } = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whether there is a Prometheus may change while one looks.
  useEffect(() => {
    const gone = new AbortController();
    read<PanelBoards>("/api/panels", gone.signal)
      .then((found) => {
        setBoards(found);
        setTrouble(null);
      })
      .catch((error: Error) => {
        if (!gone.signal.aborted) setTrouble(error.message);
      });
    return () => gone.abort();
  }, [shop?.topology, shop?.hasPrometheus]);
  if (trouble !== null) return <p className="notice notice--bad">{trouble}</p>;
  if (boards === null) return <p className="empty">Looking for the panels …</p>;
  const board = boards.boards[chosen]!;
  return (
    <div className="panels">
      <div className="panels__bar">
        <label className="field">
          <span className="field__label">Dashboard</span>
          <select className="field__input" value={chosen} onChange={(event) => setChosen(Number(event.target.value))}>
            {boards.boards.map(({ id, title }, index) => (
              <option key={id} value={index}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="field__label">Minutes back</span>
          <select className="field__input" value={minutes} onChange={(event) => setMinutes(Number(event.target.value))}>
            {PANEL_MINUTES.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        <p className="soft panels__about">{board.about}</p>
      </div>
      {boards.missing !== null && (
        <div className="notice notice--warn">
          <strong>No Prometheus keeps figures for this shop</strong>
          <p>{boards.missing}</p>
          <p>The page “Live” needs none: it asks the processes themselves.</p>
        </div>
      )}
      {board.rows.map((row) => (
        <section key={`${board.id} ${row.title}`} className="panels__row" aria-label={row.title}>
          <h2 className="panels__title">{row.title}</h2>
          <div className="panels__grid">
            {row.panels.map((panel) => (
              <PanelView key={panel.id} panel={panel} minutes={minutes} hasFigures={boards.missing === null} />
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
