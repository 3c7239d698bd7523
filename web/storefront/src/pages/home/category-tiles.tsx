import { Link } from "wouter";
import type { Branch } from "../../app/header/category-tree.ts";
import { paths } from "../../app/paths.ts";
import { categoryPicture } from "../../ui/pictures.ts";
import { Skeleton } from "../../ui/skeleton.tsx";

const PICTURE_PX = 240;
const SKELETONS = 18;

/** The root categories with a picture each; none: not known yet. */
export function CategoryTiles({ branches }: { readonly branches: readonly Branch[] }) {
  if (branches.length === 0) {
    return (
      <div className="category-tiles" aria-hidden="true">
        {Array.from({ length: SKELETONS }, (_, position) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
          <div key={position}>
            <Skeleton ratio="1" />
            <Skeleton height="1.5rem" />
          </div>
        ))}
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list when its bullets are gone
    <ul role="list" className="category-tiles">
      {branches.map(({ id, slug, name }) => (
        <li key={id}>
          <Link href={paths.category(slug)} className="category-tiles__link">
            <img
              src={categoryPicture(slug)}
              alt=""
              width={PICTURE_PX}
              height={PICTURE_PX}
              loading="lazy"
              className="category-tiles__picture"
            />
            <span>{name}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
