import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useMemo } from "react";
import { Link } from "wouter";
import { categories } from "../../api/catalog.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useMediaQuery } from "../../ui/use-media-query.ts";
import { paths } from "../paths.ts";
import { type Branch, branchesOf } from "./category-tree.ts";
import "./category-menu.css";

type Props = { readonly isOpen: boolean; readonly onClose: () => void };

/** All categories: columns on a wide screen, a drawer to unfold on a narrow one. */
export function CategoryMenu({ isOpen, onClose }: Props) {
  const { common } = useMessages();
  const isWide = useMediaQuery("(min-width: 52rem)");
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={common.allCategories}
      place="start"
      className={isWide ? "category-menu category-menu--wide" : "category-menu"}
    >
      <Branches isWide={isWide} onChoose={onClose} />
    </Dialog>
  );
}

function Branches({ isWide, onChoose }: { readonly isWide: boolean; readonly onChoose: () => void }) {
  const { data, error, refetch } = useQuery(categories);
  const branches = useMemo(() => branchesOf(data?.items ?? []), [data]);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton height="20rem" />;
  return (
    <nav className="category-menu__branches">
      {branches.map((branch) =>
        isWide ? (
          <Column key={branch.id} branch={branch} onChoose={onChoose} />
        ) : (
          <Fold key={branch.id} branch={branch} onChoose={onChoose} />
        ),
      )}
    </nav>
  );
}

type BranchProps = { readonly branch: Branch; readonly onChoose: () => void };

function Column({ branch, onChoose }: BranchProps) {
  return (
    <section className="category-menu__column">
      <h3>
        <Link href={paths.category(branch.slug)} onClick={onChoose} className="category-menu__root">
          {branch.name}
        </Link>
      </h3>
      <Below branch={branch} onChoose={onChoose} />
    </section>
  );
}

function Fold({ branch, onChoose }: BranchProps) {
  const { common } = useMessages();
  if (branch.children.length === 0) {
    return (
      <Link href={paths.category(branch.slug)} onClick={onChoose} className="category-menu__fold-head">
        {branch.name}
      </Link>
    );
  }
  return (
    <details name="categories" className="category-menu__fold">
      <summary className="category-menu__fold-head">
        {branch.name}
        <ChevronDown size={18} aria-hidden="true" />
      </summary>
      <Link href={paths.category(branch.slug)} onClick={onChoose} className="category-menu__link">
        {common.allIn(branch.name)}
      </Link>
      <Below branch={branch} onChoose={onChoose} />
    </details>
  );
}

function Below({ branch, onChoose }: BranchProps) {
  if (branch.children.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list when its bullets are gone
    <ul role="list">
      {branch.children.map(({ id, slug, name }) => (
        <li key={id}>
          <Link href={paths.category(slug)} onClick={onChoose} className="category-menu__link">
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
