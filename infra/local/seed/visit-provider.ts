import type { ApiSession } from './api-session.ts';

/** Who somebody is at a provider; `deny` for who turns back. */
export interface Somebody {
  email: string;
  name?: string;
  /** The provider's own number for them; made from the address when not given. */
  sub?: string;
  verified?: boolean;
  deny?: boolean;
}

/** Goes to a provider by the address that begin answered, as a browser would, and answers where the user pool sends them back to. */
export async function visitProvider(
  authorizeUrl: string,
  { email, name = 'Mara Lindqvist', sub = '', verified = true, deny = false }: Somebody,
): Promise<string> {
  const page = await locationOf(authorizeUrl);
  // The pool may send them back at once, with an error.
  if (new URL(page).searchParams.has('error')) return page;
  const form = { email, name, sub, ...(verified ? { verified: 'yes' } : {}), decision: deny ? 'deny' : 'allow' };
  const pool = await locationOf(page, { method: 'POST', body: new URLSearchParams(form) });
  return locationOf(pool);
}

async function locationOf(url: string, init: RequestInit = {}): Promise<string> {
  const response = await fetch(url, { ...init, redirect: 'manual' });
  const location = response.headers.get('location');
  if (!location) throw new Error(`${url.split('?')[0]} answered ${response.status}: ${await response.text()}`);
  return location;
}

/** Begins a visit by a call of the API, goes to the provider and comes back; answers the cookie that the visit is bound to. */
export async function proveByProvider(session: ApiSession, route: string, somebody: Somebody): Promise<string> {
  const { status, body, headers } = await session.call(route);
  if (status !== 201) throw new Error(`${route} answered ${status}: ${JSON.stringify(body)}`);
  const cookie =
    headers
      .getSetCookie()
      .find((one) => one.startsWith('__Host-li='))
      ?.split(';')[0] ?? '';
  await fetch(await visitProvider(body.authorizeUrl, somebody), { headers: { cookie }, redirect: 'manual' });
  return cookie;
}
