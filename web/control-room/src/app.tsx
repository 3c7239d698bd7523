import { useState } from "react";
import { Link, Route, Switch } from "wouter";
import { Header } from "./header.tsx";
import { LivePage } from "./live/live-page.tsx";
import { PanelsPage } from "./panels/panels-page.tsx";
import { useRoom } from "./room/use-room.ts";
import "./app.css";

export function App() {
  const room = useRoom();
  const { state, connection, points } = room;
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <Header room={room} />
      <main id="content" className="page" tabIndex={-1}>
        <p role="status" className={connection === "lost" ? "notice notice--bad page__lost" : "visually-hidden"}>
          {connection === "lost" &&
            "The control room does not answer. What is shown is from before; it goes on by itself when it is back."}
        </p>
        {state === null ? (
          <p className="empty page__first">{connection === "lost" ? "Is it still running?" : "Looking at the shop …"}</p>
        ) : (
          <Switch>
            <Route path="/">
              <LivePage state={state} points={points} chosen={chosen} onChoose={setChosen} />
            </Route>
            <Route path="/panels">
              <h1 className="visually-hidden">Panels</h1>
              <PanelsPage state={state} />
            </Route>
            <Route>
              <h1>There is no such page</h1>
              <p>
                <Link href="/">To the picture</Link>
              </p>
            </Route>
          </Switch>
        )}
      </main>
    </>
  );
}
