export function RefusalNotice({ text }: { readonly text: string | null }) {
  return <div aria-live="assertive">{text !== null && <p className="notice notice--bad">{text}</p>}</div>;
}
