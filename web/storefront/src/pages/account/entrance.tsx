import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useLocation, useSearch } from "wouter";
import { logIn, register } from "../../api/customer.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { looksLikeEmail } from "../../ui/address-rules.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorSummary } from "../../ui/error-summary.tsx";
import { TextField } from "../../ui/field.tsx";
import { FailureLine } from "../../ui/notice.tsx";
import { PasswordField } from "./password-field.tsx";
import { passwordError } from "./password-rules.ts";

/** Logging in or registering, side by side; either takes what the guest has along. */
export function Entrance() {
  return (
    <div className="account__entrance">
      <LogInForm />
      <RegisterForm />
    </div>
  );
}

type Errors = Readonly<Record<string, string>>;

/** Back to where the shopper came from, within the shop only. */
function useWayOn(): () => void {
  const [, navigate] = useLocation();
  const next = new URLSearchParams(useSearch()).get("next");
  return () => {
    if (next !== null && /^\/(?![/\\])/.test(next)) navigate(next, { replace: true });
  };
}

function LogInForm() {
  const { account: texts } = useMessages();
  const queries = useQueryClient();
  const goOn = useWayOn();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<Errors>({});
  const [submits, setSubmits] = useState(0);
  const login = useMutation({ mutationFn: () => logIn(queries, { email: email.trim(), password }), onSuccess: goOn });

  function submit(event: FormEvent): void {
    event.preventDefault();
    const found: Record<string, string> = {};
    if (email.trim() === "") found["login-email"] = texts.required.email;
    else if (!looksLikeEmail(email)) found["login-email"] = texts.required.emailForm;
    if (password === "") found["login-password"] = texts.required.password;
    setErrors(found);
    setSubmits((count) => count + 1);
    if (Object.keys(found).length === 0 && !login.isPending) login.mutate();
  }

  return (
    <form className="account__card" onSubmit={submit} noValidate>
      <h2>{texts.logInTitle}</h2>
      <Summary key={submits} errors={errors} />
      <TextField
        id="login-email"
        type="email"
        autoComplete="username"
        label={texts.email}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        error={errors["login-email"]}
        required
      />
      <PasswordField
        id="login-password"
        label={texts.password}
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={errors["login-password"]}
      />
      {login.error && <FailureLine error={login.error} />}
      <Button type="submit" kind="primary" isBusy={login.isPending}>
        {texts.logIn}
      </Button>
    </form>
  );
}

function RegisterForm() {
  const { account: texts } = useMessages();
  const queries = useQueryClient();
  const goOn = useWayOn();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<Errors>({});
  const [submits, setSubmits] = useState(0);
  const registration = useMutation({
    mutationFn: () => register(queries, { name: name.trim(), email: email.trim(), password }),
    onSuccess: goOn,
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    const found: Record<string, string> = {};
    if (email.trim() === "") found["register-email"] = texts.required.email;
    else if (!looksLikeEmail(email)) found["register-email"] = texts.required.emailForm;
    const wrong = passwordError(password, texts.required);
    if (wrong !== null) found["register-password"] = wrong;
    setErrors(found);
    setSubmits((count) => count + 1);
    if (Object.keys(found).length === 0 && !registration.isPending) registration.mutate();
  }

  return (
    <form className="account__card" onSubmit={submit} noValidate>
      <h2>{texts.registerTitle}</h2>
      <p className="account__soft">{texts.registerText}</p>
      <Summary key={submits} errors={errors} />
      <TextField
        id="register-name"
        autoComplete="name"
        label={texts.name}
        value={name}
        onChange={(event) => setName(event.target.value)}
        maxLength={200}
        isOptional
      />
      <TextField
        id="register-email"
        type="email"
        autoComplete="email"
        label={texts.email}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        error={errors["register-email"]}
        required
      />
      <PasswordField
        id="register-password"
        label={texts.password}
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        error={errors["register-password"]}
        isNew
      />
      {registration.error && <FailureLine error={registration.error} />}
      <Button type="submit" isBusy={registration.isPending}>
        {texts.register}
      </Button>
    </form>
  );
}

function Summary({ errors }: { readonly errors: Errors }) {
  const { checkout } = useMessages();
  const list = Object.entries(errors).map(([id, sentence]) => ({ id, sentence }));
  return list.length === 0 ? null : <ErrorSummary title={checkout.errorsTitle(list.length)} errors={list} />;
}
