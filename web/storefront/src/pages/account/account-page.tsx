import { useSession } from "../../api/use-session.ts";
import { usePageTitle } from "../../app/page-title.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { Customer } from "./customer.tsx";
import { Entrance } from "./entrance.tsx";
import "./account-page.css";

export default function AccountPage() {
  const { account } = useMessages();
  const session = useSession();
  usePageTitle(account.title);
  return (
    <div className="account">
      <h1>{account.title}</h1>
      {session?.isCustomer === true ? <Customer key={session.shopperId} /> : <Entrance />}
    </div>
  );
}
