import { Compass } from "lucide-react";
import { usePageTitle } from "../../app/page-title.ts";
import { paths } from "../../app/paths.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import "./not-found-page.css";

/** Also shown by pages whose product, category or order does not exist. */
export default function NotFoundPage() {
  const { common } = useMessages();
  usePageTitle(common.notFoundTitle);
  return (
    <section className="not-found">
      <Compass size={56} strokeWidth={1.25} aria-hidden="true" />
      <h1>{common.notFoundTitle}</h1>
      <p>{common.notFoundText}</p>
      <div className="not-found__ways">
        <ButtonLink href={paths.home} kind="primary">
          {common.toHome}
        </ButtonLink>
        <ButtonLink href={paths.search("")}>{common.search}</ButtonLink>
      </div>
    </section>
  );
}
