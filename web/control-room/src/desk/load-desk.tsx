import { type FormEvent, useState } from "react";
import type { LoadResult, LoadRun, Snapshot } from "../room/contract.ts";
import { Field } from "../ui/field.tsx";
import { ago, duration, number } from "../ui/format.ts";
import { RefusalNotice } from "./refusal.tsx";
import { useAction } from "./use-action.ts";

const DEFAULT_SECONDS = 60;
const whole = { type: "number", inputMode: "numeric", step: 1, required: true } as const;

export function LoadDesk({ state, mayAct }: { readonly state: Snapshot; readonly mayAct: boolean }) {
  const { load, shop, atMs } = state;
  return (
    <section className="desk" aria-labelledby="load">
      <h3 id="load" className="desk__title">
        Load
      </h3>
      {load.running === null ? (
        <LoadForm key={shop?.topology} state={state} mayAct={mayAct} />
      ) : (
        <Running run={load.running} nowMs={atMs} mayAct={mayAct} />
      )}
      {load.last !== null && <Result result={load.last} nowMs={atMs} />}
    </section>
  );
}

function LoadForm({ state: { load, shop }, mayAct }: { readonly state: Snapshot; readonly mayAct: boolean }) {
  const [mix, setMix] = useState("shopping");
  const [profile, setProfile] = useState("steady");
  const [rate, setRate] = useState(String(shop?.targetPerSecond ?? 10));
  const [seconds, setSeconds] = useState(String(DEFAULT_SECONDS));
  const action = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void action.run("POST", "/api/load", { mix, profile, ratePerSecond: Number(rate), seconds: Number(seconds) });
  };
  const about = (list: readonly { name: string; about: string }[], name: string) =>
    list.find((each) => each.name === name)?.about;
  return (
    <form className="desk__form" onSubmit={submit}>
      <Field label="Mix" hint={about(load.mixes, mix)} isWide>
        {(given) => (
          <select {...given} value={mix} onChange={(event) => setMix(event.target.value)}>
            {load.mixes.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Requests per second">
        {(given) => (
          <input {...given} {...whole} min={1} max={20_000} value={rate} onChange={(event) => setRate(event.target.value)} />
        )}
      </Field>
      <Field label="Seconds">
        {(given) => (
          <input {...given} {...whole} min={5} max={3_600} value={seconds} onChange={(event) => setSeconds(event.target.value)} />
        )}
      </Field>
      <Field label="Profile" hint={about(load.profiles, profile)} isWide>
        {(given) => (
          <select {...given} value={profile} onChange={(event) => setProfile(event.target.value)}>
            {load.profiles.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        )}
      </Field>
      <button type="submit" className="button button--primary desk__wide" disabled={!mayAct || shop === null || action.isBusy}>
        Start load
      </button>
      <div className="desk__wide">
        <RefusalNotice text={action.refusal} />
      </div>
    </form>
  );
}

function Running({ run, nowMs, mayAct }: { readonly run: LoadRun; readonly nowMs: number; readonly mayAct: boolean }) {
  const action = useAction();
  const passed = Math.min(run.seconds, Math.max(0, (nowMs - run.startedAtMs) / 1_000));
  return (
    <div className="desk__form">
      <p className="desk__wide">
        <strong>{run.mix}</strong> at {number(run.ratePerSecond)}/s, {run.profile}
      </p>
      <progress
        className="desk__progress desk__wide"
        max={run.seconds}
        value={passed}
        aria-label="How much of the load is over"
      />
      <p className="soft desk__wide">
        {passed >= run.seconds ? "judging what was answered" : `${duration(passed)} of ${duration(run.seconds)}`}
      </p>
      <button
        type="button"
        className="button button--danger desk__wide"
        disabled={!mayAct || action.isBusy || run.isStopping}
        onClick={() => void action.run("DELETE", "/api/load")}
      >
        {run.isStopping ? "Stopping …" : "Stop load"}
      </button>
      <div className="desk__wide">
        <RefusalNotice text={action.refusal} />
      </div>
    </div>
  );
}

const VERDICTS = {
  passed: { tone: "good", text: "Every objective was met" },
  missed: { tone: "bad", text: "An objective was missed" },
  void: { tone: "warn", text: "The run says nothing about the shop" },
  failed: { tone: "bad", text: "There is no result" },
} as const;

function Result({ result, nowMs }: { readonly result: LoadResult; readonly nowMs: number }) {
  const { tone, text } = VERDICTS[result.verdict];
  return (
    <div className={`notice notice--${tone}`} role="status">
      <p>
        <strong>{text}</strong>{" "}
        <span className="soft">
          ({result.run.mix}, {number(result.run.ratePerSecond)}/s, {ago(result.endedAtMs, nowMs)})
        </span>
      </p>
      {result.message !== null && <p>{result.message}</p>}
      {result.objectives.length > 0 && (
        <ul>
          {result.objectives.map(({ text, measured, met }) => (
            <li key={text}>
              <span className={met ? "is-good" : "is-bad"}>{met ? "✓" : "✗"}</span> {text}: {measured}
            </li>
          ))}
        </ul>
      )}
      {result.saturation !== null && <p className="soft">{result.saturation}</p>}
      {result.reportPath !== null && (
        <a href={result.reportPath} target="_blank" rel="noreferrer">
          The whole report
        </a>
      )}
    </div>
  );
}
