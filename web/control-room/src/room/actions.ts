import { keyOfRoom } from "./key.ts";

/** What the server has refused, as a sentence. */
export class Refusal extends Error {}

/** Asks the server to do something. Rejects with `Refusal`. */
export async function act(method: "POST" | "DELETE", path: string, body?: object): Promise<void> {
  const answer = await ask(path, {
    method,
    headers: {
      authorization: `Bearer ${keyOfRoom() ?? ""}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Refusal(await sentenceOf(answer));
}

export async function read<Body>(path: string, signal?: AbortSignal): Promise<Body> {
  const answer = await ask(path, signal === undefined ? {} : { signal });
  if (!answer.ok) throw new Refusal(await sentenceOf(answer));
  return (await answer.json()) as Body;
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Refusal("The control room does not answer. Is it still running?");
  }
}

type ProblemDocument = {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
};

async function sentenceOf(answer: Response): Promise<string> {
  const problem = (await answer.json().catch(() => ({}))) as ProblemDocument;
  const [first] = problem.errors ?? [];
  if (first !== undefined) return `${first.path.replace("/body/", "")} ${first.message}.`;
  return problem.detail ?? problem.title ?? `The control room answered ${answer.status}.`;
}
