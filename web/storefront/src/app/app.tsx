import { QueryClientProvider } from "@tanstack/react-query";
import { Suspense, useRef, useState } from "react";
import { Route, Switch } from "wouter";
import type { Messages } from "../i18n/locales.ts";
import { useMessages } from "../i18n/messages.tsx";
import { AnnouncerProvider } from "../ui/announcer.tsx";
import { PageSkeleton } from "../ui/skeleton.tsx";
import { CrashBoundary } from "./crash-boundary.tsx";
import { Footer } from "./footer.tsx";
import { Header } from "./header/header.tsx";
import { type Preferences, PreferencesProvider } from "./preferences.tsx";
import { createQueries } from "./queries.ts";
import { NotFoundPage, pages } from "./routes.tsx";
import { useNewPage } from "./use-new-page.ts";
import "./app.css";

type Props = { readonly start: Preferences; readonly messages: Messages };

export function App(props: Props) {
  const [queries] = useState(createQueries);
  return (
    <QueryClientProvider client={queries}>
      <PreferencesProvider {...props}>
        <AnnouncerProvider>
          <Shell />
        </AnnouncerProvider>
      </PreferencesProvider>
    </QueryClientProvider>
  );
}

function Shell() {
  const { common } = useMessages();
  const main = useRef<HTMLElement>(null);
  const path = useNewPage(main);
  return (
    <>
      <a className="skip-link" href="#content">
        {common.skipToContent}
      </a>
      <Header />
      <main id="content" ref={main} tabIndex={-1} className="app-main page-width">
        <CrashBoundary key={path}>
          <Suspense fallback={<PageSkeleton />}>
            <Switch>
              {pages.map((page) => (
                <Route key={page.path} path={page.path} component={page.component} />
              ))}
              <Route component={NotFoundPage} />
            </Switch>
          </Suspense>
        </CrashBoundary>
      </main>
      <Footer />
    </>
  );
}
