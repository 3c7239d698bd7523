import { Component, type ReactNode } from "react";
import { useMessages } from "../i18n/messages.tsx";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";

type Props = { readonly children: ReactNode };

/** Keeps header and footer alive when a page breaks, or when its file cannot be loaded. React asks for a class here. */
export class CrashBoundary extends Component<Props, { readonly hasCrashed: boolean }> {
  override state = { hasCrashed: false };

  static getDerivedStateFromError() {
    return { hasCrashed: true };
  }

  override render() {
    return this.state.hasCrashed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const { common } = useMessages();
  return (
    <Notice title={common.failureTitle} tone="danger" isAlert>
      <p>{common.crashText}</p>
      <Button onClick={() => location.reload()}>{common.reload}</Button>
    </Notice>
  );
}
