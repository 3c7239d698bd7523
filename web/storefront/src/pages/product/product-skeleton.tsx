import { useMessages } from "../../i18n/messages.tsx";
import { Breadcrumbs } from "../../ui/breadcrumbs.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import "./product-page.css";

/** The product page while its product is on the way, laid out as it will be. */
export function ProductSkeleton() {
  const { common } = useMessages();
  return (
    <>
      <span className="visually-hidden" role="status">
        {common.loading}
      </span>
      <Breadcrumbs path={[]} />
      <div className="product" aria-hidden="true">
        <Skeleton ratio="1" />
        <div className="buy-box">
          <Skeleton width="80%" height="2.25rem" />
          <Skeleton width="40%" />
          <Skeleton width="30%" height="2rem" />
          <Skeleton height="6rem" />
          <Skeleton height="3.25rem" />
        </div>
      </div>
    </>
  );
}
