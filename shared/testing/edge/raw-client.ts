import type { TestPlatform } from '#local/testing.ts';

/** One answer of the site's origin, read whole. */
export interface RawAnswer {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a JSON answer that tests look into
  body: any;
}

export interface RawRequest {
  /** An object is sent as JSON; text and bytes as they are, without a content type. */
  body?: unknown;
  headers?: Record<string, string>;
  token?: string | undefined;
  cookie?: string | undefined;
}

/** Sends one request as it is asked for: no sign-in, no repeats, no headers of its own but a JSON body's type. */
export async function sendRaw(running: TestPlatform, route: string, request: RawRequest = {}): Promise<RawAnswer> {
  const [method = 'GET', path = '/'] = route.split(' ');
  const { body, headers, token, cookie } = request;
  const isRaw = body === undefined || typeof body === 'string' || Buffer.isBuffer(body);
  const response = await fetch(`${running.urls.api}${path}`, {
    method,
    headers: {
      ...(isRaw ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(cookie === undefined ? {} : { cookie }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isRaw ? (body as string | Buffer<ArrayBuffer>) : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text ? JSON.parse(text) : undefined,
  };
}

/** One browser tab: keeps the refresh cookie as a browser would, and the access token in memory as the site does. */
export class Tab {
  readonly #running: () => TestPlatform;
  cookie: string | undefined;
  token: string | undefined;

  constructor(running: () => TestPlatform, cookie?: string) {
    this.#running = running;
    this.cookie = cookie;
  }

  async send(route: string, body?: unknown): Promise<RawAnswer> {
    const running = this.#running();
    const { cookie, token } = this;
    const answer = await sendRaw(running, route, {
      ...(body === undefined ? {} : { body }),
      token,
      cookie,
      headers: { origin: running.urls.site },
    });
    const [given] = answer.headers.getSetCookie();
    if (given) this.cookie = /Max-Age=0(;|$)/.test(given) ? undefined : given.split(';')[0];
    if (answer.body?.accessToken) this.token = answer.body.accessToken;
    return answer;
  }

  logIn(email: string, password: string): Promise<RawAnswer> {
    return this.send('POST /auth/login', { email, password });
  }

  refresh(): Promise<RawAnswer> {
    return this.send('POST /auth/refresh');
  }

  /** The status and code with which the API answers who this is. */
  async whoAmI(): Promise<{ status: number; code?: string; email?: string }> {
    const { status, body } = await this.send('GET /users/me');
    return status === 200 ? { status, email: body.email } : { status, code: body.code };
  }
}
