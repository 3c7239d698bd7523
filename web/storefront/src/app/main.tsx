import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../ui/tokens.css";
import "../ui/base.css";
import "../ui/small.css";
import { loadMessages } from "../i18n/locales.ts";
import { App } from "./app.tsx";
import { startingPreferences } from "./preferences.tsx";

const start = startingPreferences();
const messages = await loadMessages(start.locale);

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App start={start} messages={messages} />
  </StrictMode>,
);
