import { ChevronRight } from "lucide-react";
import { Link } from "wouter";
import { paths } from "../app/paths.ts";
import { useMessages } from "../i18n/messages.tsx";
import "./breadcrumbs.css";

type Props = {
  /** From the root down; the page itself is not among them. */
  readonly path: readonly { readonly slug: string; readonly name: string }[];
};

/** The way from the start page down to here. */
export function Breadcrumbs({ path }: Props) {
  const { common } = useMessages();
  return (
    <nav aria-label={common.breadcrumbs} className="breadcrumbs">
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list when its bullets are gone */}
      <ol role="list" className="breadcrumbs__list">
        <li>
          <Link href={paths.home}>{common.home}</Link>
        </li>
        {path.map(({ slug, name }) => (
          <li key={slug}>
            <ChevronRight size={14} aria-hidden="true" />
            <Link href={paths.category(slug)}>{name}</Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
