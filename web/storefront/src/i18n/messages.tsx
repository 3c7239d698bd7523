import { createContext, type ReactNode, useContext } from "react";
import type { Messages } from "./locales.ts";

const MessagesContext = createContext<Messages | null>(null);

export function MessagesProvider({ messages, children }: { readonly messages: Messages; readonly children: ReactNode }) {
  return <MessagesContext value={messages}>{children}</MessagesContext>;
}

/** The sentences of the storefront in the shopper's language. */
export function useMessages(): Messages {
  const messages = useContext(MessagesContext);
  if (messages === null) throw new Error("useMessages needs a MessagesProvider above it");
  return messages;
}
