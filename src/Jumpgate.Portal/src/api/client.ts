import type { FieldProblem, Problem } from './types';

/** A problem as pages show it; some are found in the browser and have no place in the guide. */
export type ShownProblem = Pick<Problem, 'title' | 'status' | 'code'> & Partial<Problem>;

/** An answer that is not a success, with the server's own words for cause and fix. */
export class ApiError extends Error {
  constructor(readonly problem: ShownProblem) {
    super(problem.title);
    this.name = 'ApiError';
  }

  /** What is wrong with one field of the form that was sent. */
  field(name: string): FieldProblem | undefined {
    const { field, errors, code, detail, title, fix } = this.problem;
    const named = errors?.find((e) => e.field === name);
    return named ?? (field === name ? { field, code, detail: detail ?? title, fix } : undefined);
  }
}

let csrf: string | null = null;
let root = '/v1';
const signedOut = new Set<() => void>();

export function setCsrf(token: string | null) {
  csrf = token;
}

/** A page opened by a setup link asks under that link's own address; null: the API's again. */
export function setVisit(link: string | null) {
  root = link === null ? '/v1' : `/portal/sessions/${link}`;
}

/** Calls back when the server no longer knows this browser. */
export function onSignedOut(listener: () => void) {
  signedOut.add(listener);
  return () => void signedOut.delete(listener);
}

export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return send<T>('GET', path, undefined, signal);
}

export function post<T>(path: string, body?: unknown): Promise<T> {
  return send<T>('POST', path, body);
}

export function patch<T>(path: string, body: unknown): Promise<T> {
  return send<T>('PATCH', path, body);
}

export function put<T>(path: string, body: unknown): Promise<T> {
  return send<T>('PUT', path, body);
}

export function remove(path: string): Promise<unknown> {
  return send('DELETE', path);
}

async function send<T>(method: string, asked: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const path = asked.replace(/^\/v1(?=\/)/, root);
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET' && csrf !== null) headers['X-CSRF-Token'] = csrf;
  if (method === 'POST' && path.startsWith('/v1/')) headers['Idempotency-Key'] = crypto.randomUUID();

  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      signal,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
    });
  } catch (fault) {
    if (signal?.aborted) throw fault;
    throw new ApiError(unreachable);
  }
  if (response.status === 401 && !path.startsWith('/portal/')) signedOut.forEach((tell) => tell());
  if (!response.ok) throw new ApiError(await readProblem(response));
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

async function readProblem(response: Response): Promise<ShownProblem> {
  try {
    const problem = (await response.json()) as Partial<Problem>;
    if (problem.title !== undefined && problem.code !== undefined) return problem as Problem;
  } catch {
    // Something between browser and server answered; its text would not help anyone.
  }
  return {
    title: 'The server answered in a way this page does not understand.',
    status: response.status,
    code: `http_${response.status}`,
    detail: `${response.status} ${response.statusText}`.trim(),
    fix: 'Try again. If it stays, look at the server log for this time.',
  };
}

const unreachable: ShownProblem = {
  title: 'The Jumpgate server cannot be reached.',
  status: 0,
  code: 'server_unreachable',
  detail: 'The browser got no answer.',
  fix: 'Check that the server runs and that this machine can reach it. The page goes on by itself when it is back.',
};

/** `a=1&b=2` from what is set. */
export function query(values: Record<string, string | number | boolean | null | undefined>): string {
  const set = Object.entries(values).filter(([, v]) => v !== null && v !== undefined && v !== '');
  return new URLSearchParams(set.map(([k, v]) => [k, String(v)])).toString();
}
