import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { LogOut } from "lucide-react";
import { type FormEvent, useState } from "react";
import { changePassword, customerQuery, logOut, rename } from "../../api/customer.ts";
import { paths } from "../../app/paths.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Failure, FailureLine } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Addresses } from "./addresses.tsx";
import { PasswordField } from "./password-field.tsx";
import { passwordError } from "./password-rules.ts";

/** The account of who is logged in. */
export function Customer() {
  const { account: texts, engagement } = useMessages();
  const queries = useQueryClient();
  const { data: customer, error, refetch } = useQuery(customerQuery);
  const leaving = useMutation({ mutationFn: () => logOut(queries) });
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (customer === undefined) return <Skeleton height="30rem" />;
  return (
    <>
      <p className="account__greeting">{texts.greeting(customer.name || customer.email)}</p>
      <div className="account__grid">
        <section className="account__card" aria-labelledby="account-orders">
          <h2 id="account-orders">{texts.orders}</h2>
          <div className="account__ways">
            <ButtonLink href={paths.orders} kind="primary">
              {texts.allOrders}
            </ButtonLink>
            <ButtonLink href={paths.activity}>{engagement.activity}</ButtonLink>
          </div>
          <p className="account__soft">{texts.logOutHint}</p>
          <div>
            <Button isBusy={leaving.isPending} onClick={() => leaving.mutate()}>
              <LogOut size={18} aria-hidden="true" />
              {texts.logOut}
            </Button>
          </div>
        </section>
        <Details name={customer.name} email={customer.email} />
        <Addresses />
        <Password />
      </div>
    </>
  );
}

function Details({ name: knownName, email }: { readonly name: string; readonly email: string }) {
  const { account: texts, common } = useMessages();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [name, setName] = useState(knownName);
  const saving = useMutation({
    mutationFn: () => rename(name.trim()),
    onSuccess: (customer) => {
      queries.setQueryData(customerQuery.queryKey, customer);
      announce(texts.saved);
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!saving.isPending) saving.mutate();
  }

  return (
    <form className="account__card" onSubmit={submit} aria-labelledby="account-details">
      <h2 id="account-details">{texts.details}</h2>
      <p className="account__soft">{email}</p>
      <TextField
        label={texts.name}
        autoComplete="name"
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {saving.error && <FailureLine error={saving.error} />}
      {saving.isSuccess && <p className="account__done">{texts.saved}</p>}
      <div>
        <Button type="submit" isBusy={saving.isPending}>
          {common.save}
        </Button>
      </div>
    </form>
  );
}

function Password() {
  const { account: texts } = useMessages();
  const announce = useAnnounce();
  const [currentPassword, setCurrent] = useState("");
  const [newPassword, setNew] = useState("");
  const [errors, setErrors] = useState<{ readonly current?: string; readonly next?: string }>({});
  const changing = useMutation({
    mutationFn: () => changePassword({ currentPassword, newPassword }),
    onSuccess: () => {
      setCurrent("");
      setNew("");
      announce(texts.passwordChanged);
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    const next = passwordError(newPassword, texts.required);
    const found = {
      ...(currentPassword === "" ? { current: texts.required.password } : {}),
      ...(next === null ? {} : { next }),
    };
    setErrors(found);
    if (found.current !== undefined) document.getElementById("password-current")?.focus();
    else if (found.next !== undefined) document.getElementById("password-new")?.focus();
    else if (!changing.isPending) changing.mutate();
  }

  return (
    <form className="account__card" onSubmit={submit} noValidate aria-labelledby="account-password">
      <h2 id="account-password">{texts.changePassword}</h2>
      <PasswordField
        id="password-current"
        label={texts.currentPassword}
        autoComplete="current-password"
        value={currentPassword}
        onChange={setCurrent}
        error={errors.current}
      />
      <PasswordField
        id="password-new"
        label={texts.newPassword}
        autoComplete="new-password"
        value={newPassword}
        onChange={setNew}
        error={errors.next}
        isNew
      />
      {changing.error && <FailureLine error={changing.error} />}
      {changing.isSuccess && <p className="account__done">{texts.passwordChanged}</p>}
      <div>
        <Button type="submit" isBusy={changing.isPending}>
          {texts.changePassword}
        </Button>
      </div>
    </form>
  );
}
