import { randomUUID } from 'node:crypto';

/** What an API call answered. */
export interface ApiAnswer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a JSON answer that scripts and journeys look into
  body: any;
  headers: Headers;
}

export interface Person {
  email: string;
  password: string;
}

export interface CallOptions {
  body?: unknown;
  headers?: Record<string, string>;
  /** Sent as Idempotency-Key; a fresh one for every mutation when not given. */
  key?: string;
  /** False leaves a refusal for want of a step-up as it is; otherwise the person proves who they are and asks again. */
  stepsUp?: boolean;
}

/** One person's or nobody's way to the API: signs in when it must, and again when virtual time has ended the session. */
export class ApiSession {
  readonly #apiBase: string;
  #person: Person | undefined;
  #token: string | undefined;
  /** What ties a mailed code to the sign-up made here. */
  #signUpCookie: string | undefined;
  /** Who signed in, as the log-in answered. */
  // biome-ignore lint/suspicious/noExplicitAny: the Me view
  me: any;

  /** `key` is an API key, for a program instead of a person. */
  constructor(apiBase: string, person?: Person, key?: string) {
    this.#apiBase = apiBase;
    this.#person = person;
    this.#token = key;
  }

  /** The same person at another address of the API: what ties a mailed code to the sign-up made here goes along. */
  at(apiBase: string): ApiSession {
    const moved = new ApiSession(apiBase, this.#person);
    moved.#signUpCookie = this.#signUpCookie;
    return moved;
  }

  /** Calls `METHOD /path`; never throws for what the API answers. */
  async call(route: string, options: CallOptions = {}): Promise<ApiAnswer> {
    const answer = await this.#ask(route, options);
    if (answer.status === 200) this.#remember(route, options.body);
    return answer;
  }

  /** Who changes what they sign in with knows it the next time. */
  #remember(route: string, body: unknown): void {
    if (!this.#person) return;
    if (route === 'POST /users/me/password')
      this.#person = { ...this.#person, password: (body as { newPassword: string }).newPassword };
    if (route === 'POST /users/me/email/confirm')
      this.#person = { ...this.#person, email: (body as { email: string }).email };
  }

  async #ask(route: string, options: CallOptions): Promise<ApiAnswer> {
    if (this.#person && !this.#token) await this.#signIn();
    let answer = await this.#send(route, options);
    if (!this.#person) return answer;
    if (answer.status === 401) {
      await this.#signIn();
      answer = await this.#send(route, options);
    }
    if (answer.body?.code !== 'step_up_required' || options.stepsUp === false) return answer;
    await this.do('POST /auth/step-up', { password: this.#person.password });
    return this.#send(route, options);
  }

  /** Calls and insists on a 2xx answer; throws with the problem otherwise. */
  // biome-ignore lint/suspicious/noExplicitAny: a JSON answer that scripts and journeys look into
  async do(route: string, body?: unknown): Promise<any> {
    const answer = await this.call(route, body === undefined ? {} : { body });
    if (answer.status >= 300) throw new Error(`${route} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** The access token, for tests that bend it. */
  get token(): string | undefined {
    return this.#token;
  }

  /** How this person signs in. */
  get person(): Person | undefined {
    return this.#person;
  }

  async #signIn(): Promise<void> {
    this.#token = undefined;
    const answer = await this.#send('POST /auth/login', { body: this.#person });
    if (answer.status !== 200)
      throw new Error(`${this.#person?.email} could not sign in: ${JSON.stringify(answer.body)}`);
    this.#token = answer.body.accessToken;
    this.me = answer.body.user;
  }

  async #send(route: string, { body, headers, key }: CallOptions): Promise<ApiAnswer> {
    const [method = 'GET', path = '/'] = route.split(' ');
    const response = await fetch(`${this.#apiBase}${path}`, {
      method,
      // A redirect is an answer like any other.
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' ? {} : { 'idempotency-key': key ?? randomUUID() }),
        ...(this.#token ? { authorization: `Bearer ${this.#token}` } : {}),
        ...(this.#signUpCookie ? { cookie: this.#signUpCookie } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const signUpCookie = response.headers.getSetCookie().find((cookie) => cookie.startsWith('__Host-su='));
    if (signUpCookie) this.#signUpCookie = signUpCookie.split(';')[0];
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, body: isJson && text ? JSON.parse(text) : text, headers: response.headers };
  }
}
