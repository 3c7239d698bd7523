import { type FormEvent, useState } from "react";
import type { ActiveFault, FaultField, FaultKind, Snapshot } from "../room/contract.ts";
import { Field } from "../ui/field.tsx";
import { ago } from "../ui/format.ts";
import { faultFrom, firstValues, labelOf } from "./fault-form.ts";
import { RefusalNotice } from "./refusal.tsx";
import { useAction } from "./use-action.ts";

type Props = { readonly state: Snapshot; readonly mayAct: boolean; readonly chosen: string | null };

export function FaultDesk({ state: { faults, atMs }, mayAct, chosen }: Props) {
  const [kindName, setKindName] = useState("kill");
  const kind = faults.kinds.find((each) => each.kind === kindName) ?? faults.kinds[0];
  return (
    <section className="desk" aria-labelledby="faults">
      <h3 id="faults" className="desk__title">
        Faults
      </h3>
      <Active faults={faults.active} nowMs={atMs} mayAct={mayAct} />
      {kind === undefined ? (
        <p className="notice">{faults.unavailable ?? "No faults are known."}</p>
      ) : (
        <>
          <Field label="Kind" hint={kind.about}>
            {(given) => (
              <select {...given} value={kind.kind} onChange={(event) => setKindName(event.target.value)}>
                {faults.kinds.map(({ kind, impossible }) => (
                  <option key={kind} value={kind} disabled={impossible !== null}>
                    {labelOf(kind)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <FaultForm key={`${kind.kind} ${chosen}`} kind={kind} parts={faults.parts} chosen={chosen} mayAct={mayAct} />
        </>
      )}
    </section>
  );
}

type FormProps = {
  readonly kind: FaultKind;
  readonly parts: readonly string[];
  readonly chosen: string | null;
  readonly mayAct: boolean;
};

function FaultForm({ kind, parts, chosen, mayAct }: FormProps) {
  const [values, setValues] = useState(() => firstValues(kind, parts, chosen));
  const action = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void action.run("POST", "/api/faults", faultFrom(kind, values));
  };
  return (
    <form className="desk__form" onSubmit={submit}>
      {kind.fields.map((field) => (
        <FaultInput
          key={field.name}
          field={field}
          parts={parts}
          value={values[field.name] ?? ""}
          onChange={(value) => setValues({ ...values, [field.name]: value })}
        />
      ))}
      {kind.impossible !== null && <p className="notice desk__wide">{kind.impossible}</p>}
      <button
        type="submit"
        className="button button--danger desk__wide"
        disabled={!mayAct || action.isBusy || kind.impossible !== null}
      >
        {action.isBusy ? "Injecting …" : "Inject"}
      </button>
      <div className="desk__wide">
        <RefusalNotice text={action.refusal} />
      </div>
    </form>
  );
}

type FieldProps = {
  readonly field: FaultField;
  readonly parts: readonly string[];
  readonly value: string;
  readonly onChange: (value: string) => void;
};

function FaultInput({ field, parts, value, onChange }: FieldProps) {
  const { name, type, isRequired, least, most, choices = [], about } = field;
  if (type === "switch") {
    return (
      <label className="field field--switch desk__wide">
        <input type="checkbox" checked={value === "true"} onChange={(event) => onChange(String(event.target.checked))} />
        <span className="field__label">{labelOf(name)}</span>
        <span className="field__hint">{about}</span>
      </label>
    );
  }
  const isList = type === "part" || type === "choice" || type === "behaviour";
  const common = { value, required: isRequired };
  return (
    <Field label={labelOf(name)} hint={about} isWide={isList}>
      {(given) =>
        isList ? (
          <select {...given} {...common} onChange={(event) => onChange(event.target.value)}>
            {!isRequired && <option value="">–</option>}
            {(type === "part" ? parts : choices).map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        ) : (
          <input
            {...given}
            {...common}
            type="number"
            step={type === "whole" ? 1 : "any"}
            min={least}
            max={most}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}

function Active({
  faults,
  nowMs,
  mayAct,
}: {
  readonly faults: readonly ActiveFault[];
  readonly nowMs: number;
  readonly mayAct: boolean;
}) {
  const action = useAction();
  if (faults.length === 0) return null;
  return (
    <div className="notice notice--warn">
      <ul className="desk__faults">
        {faults.map(({ id, what, sinceMs, untilMs }) => (
          <li key={id}>
            <span>
              {what}{" "}
              <span className="soft">
                {ago(sinceMs, nowMs)}
                {untilMs !== null && `, ${Math.max(0, Math.ceil((untilMs - nowMs) / 1_000))} s left`}
              </span>
            </span>
            <button
              type="button"
              className="button button--small"
              disabled={!mayAct || action.isBusy}
              aria-label={`Heal: ${what}`}
              onClick={() => void action.run("DELETE", `/api/faults/${encodeURIComponent(id)}`)}
            >
              Heal
            </button>
          </li>
        ))}
      </ul>
      {faults.length > 1 && (
        <button
          type="button"
          className="button button--small"
          disabled={!mayAct || action.isBusy}
          onClick={() => void action.run("DELETE", "/api/faults")}
        >
          Heal all
        </button>
      )}
      <RefusalNotice text={action.refusal} />
    </div>
  );
}
