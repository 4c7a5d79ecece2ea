import { randomUUID } from 'node:crypto';
import type { RunningPlatform } from '#local/platform.ts';
import { type ApiAnswer, ApiSession, type Person } from '#local/seed/api-session.ts';
import { codeIn, type NewAccount } from '#local/seed/open-account.ts';
import type { Subject } from './subject.ts';

/** What a player needs of the platform it plays against; who only plays, and kills nothing, may bring one of its own. */
export type Stage = Pick<Subject, 'through' | 'kill' | 'witnessed'>;

/** Calls the API as one person, through every outage: the same request with the same idempotency key until it is answered. */
export interface Caller {
  call(route: string, body?: unknown): Promise<ApiAnswer>;
  /** As `call`, and insists on a 2xx answer. */
  // biome-ignore lint/suspicious/noExplicitAny: a JSON answer that journeys look into
  do(route: string, body?: unknown): Promise<any>;
}

/** Plays people, clock and outside world against a platform that may die at any moment. */
export class Player {
  readonly subject: Stage;

  constructor(subject: Stage) {
    this.subject = subject;
  }

  /** A person who signs in when it must. */
  as(person?: Person): Caller {
    let session: ApiSession | undefined;
    let apiBase = '';
    const call = (route: string, body?: unknown): Promise<ApiAnswer> => {
      const key = randomUUID();
      return this.subject.through(async (process) => {
        if (!session || apiBase !== process.description.urls.api) {
          apiBase = process.description.urls.api;
          session = session?.at(apiBase) ?? new ApiSession(apiBase, person);
        }
        return session.call(route, { key, ...(body === undefined ? {} : { body }) });
      });
    };
    return {
      call,
      async do(route, body) {
        const answer = await call(route, body);
        if (answer.status < 300) return answer.body;
        throw new Error(`${route} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      },
    };
  }

  /** Opens an account through the API, with the code of the mail; operators know the brand. */
  async openAccount(account: NewAccount): Promise<Caller> {
    const nobody = this.as();
    await nobody.do('POST /auth/signup', { ...account, consents: { terms: true, marketing: false } });
    const mail = await this.subject.through((process) => process.ask({ do: 'mail', to: account.email }));
    await nobody.do('POST /auth/confirm', { email: account.email, code: codeIn(String(mail), account.email) });
    const person = this.as({ email: account.email, password: account.password });
    if (account.as === 'brand') {
      const { workspaceId } = await person.do('GET /users/me');
      await this.subject.through((process) => process.ask({ do: 'vouch', workspaceId }));
    }
    return person;
  }

  /** Virtual time goes on to an instant (ms since the epoch), with all that falls due; nothing when it is past already. */
  async advanceTo(atMs: number): Promise<void> {
    await this.subject.through(async ({ description }) => {
      const { nowMs } = await this.#console(description.urls, 'GET /api/clock');
      if (nowMs < atMs) await this.#console(description.urls, 'POST /api/clock/advance', { to: atMs });
    });
  }

  /** Virtual time, ms since the epoch. */
  async now(): Promise<number> {
    return (await this.console('GET /api/clock')).nowMs;
  }

  /** Resolves when nothing is in flight and nothing is due. */
  async idle(): Promise<void> {
    await this.console('POST /api/idle', {});
  }

  /** Asks the local console. */
  // biome-ignore lint/suspicious/noExplicitAny: a JSON answer that journeys look into
  console(route: string, body?: unknown): Promise<any> {
    return this.subject.through(({ description }) => this.#console(description.urls, route, body));
  }

  /** Asks a stand-in: its control API as JSON, or a path of its own with the headers given. */
  provider(
    name: string,
    route: string,
    { body, headers }: { body?: string; headers?: Record<string, string> } = {},
    // biome-ignore lint/suspicious/noExplicitAny: a JSON answer that journeys look into
  ): Promise<any> {
    return this.subject.through(({ description }) =>
      send(`http://127.0.0.1:${description.providerPorts[name]}`, route, body, headers),
    );
  }

  // biome-ignore lint/suspicious/noExplicitAny: a JSON answer that journeys look into
  #console(urls: RunningPlatform['urls'], route: string, body?: unknown): Promise<any> {
    return send(urls.console, route, body === undefined ? undefined : JSON.stringify(body), {
      'content-type': 'application/json',
      'x-accord-console': '1',
    });
  }
}

async function send(
  origin: string,
  route: string,
  body: string | undefined,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const [method = 'GET', path = '/'] = route.split(' ');
  const response = await fetch(`${origin}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${route} answered ${response.status}: ${text.slice(0, 500)}`);
  return text === '' ? undefined : JSON.parse(text);
}
