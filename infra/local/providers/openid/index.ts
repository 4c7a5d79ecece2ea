/** Google and LinkedIn as OpenID Connect providers: people who do not exist log in with them. */
import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHttpServer } from '#local/http-server.ts';
import type { Platform } from '#local/kernel.ts';
import { jwksOf, signingKeyOf, signToken } from '#local/resources/user-pool/signing-key.ts';
import type { Provider, RunningProvider } from '../index.ts';
import { escapeHtml, page } from '../social/consent.ts';
import { listen, readBody, type SocialAnswer, send } from '../social/server.ts';

/** One provider: its name, what its ID tokens say of their issuer, and its paths. */
interface Issuer {
  title: string;
  issuer: string;
  authorize: string;
  token: string;
  keys: string;
  userInfo: string;
}

const ISSUERS: readonly Issuer[] = [
  {
    title: 'Google',
    issuer: 'https://accounts.google.com',
    authorize: '/o/oauth2/v2/auth',
    token: '/token',
    keys: '/oauth2/v3/certs',
    userInfo: '/v1/userinfo',
  },
  {
    title: 'LinkedIn',
    issuer: 'https://www.linkedin.com/oauth',
    authorize: '/oauth/v2/authorization',
    token: '/oauth/v2/accessToken',
    keys: '/oauth/openid/jwks',
    userInfo: '/v2/userinfo',
  },
];

/** What somebody said of themselves on the page. */
interface Somebody {
  sub: string;
  email: string;
  email_verified: boolean;
  name: string;
}

interface Given {
  issuer: string;
  clientId: string;
  redirectUri: string;
  nonce: string | null;
  somebody: Somebody;
  expiresAtMs: number;
}

/** What can be made to go wrong with the next answer of a token endpoint. */
const FAULTS = [
  'down',
  'refused',
  'bad_signature',
  'wrong_issuer',
  'wrong_audience',
  'wrong_nonce',
  'no_email',
] as const;
type Fault = (typeof FAULTS)[number];

const CODE_MS = 60_000;
const TOKEN_SECONDS = 3600;
const MIN_SECRET = 8;

/** The two providers on one port; codes and tokens are kept in memory, as long as a visit takes. */
class Desk {
  readonly #platform: Platform;
  readonly #given = new Map<string, Given>();
  faults: Fault[] = [];

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  get nowMs(): number {
    return this.#platform.clock.now();
  }

  get key() {
    return signingKeyOf(this.#platform.dataDir, 'openid');
  }

  reset(): void {
    this.#given.clear();
    this.faults = [];
  }

  give(given: Omit<Given, 'expiresAtMs'>, lifeMs: number): string {
    const value = randomBytes(24).toString('base64url');
    this.#given.set(value, { ...given, expiresAtMs: this.nowMs + lifeMs });
    return value;
  }

  find(value: string | null | undefined): Given | undefined {
    const given = this.#given.get(value ?? '');
    return given && given.expiresAtMs > this.nowMs ? given : undefined;
  }

  forget(value: string): void {
    this.#given.delete(value);
  }
}

interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  form: URLSearchParams;
  authorization: string | undefined;
  body: string;
}

function answer(desk: Desk, asked: Asked): SocialAnswer {
  if (asked.path.startsWith('/_control/')) return control(desk, asked);
  const issuer = ISSUERS.find((one) => Object.values(one).includes(asked.path));
  if (!issuer) return { status: 404, body: 'Not found' };
  switch (`${asked.method} ${asked.path}`) {
    case `GET ${issuer.authorize}`:
      return wishOf(asked) ?? logInForm(issuer, asked);
    case `POST ${issuer.authorize}`:
      return wishOf(asked) ?? decide(desk, issuer, asked);
    case `POST ${issuer.token}`:
      return token(desk, issuer, asked.form);
    case `GET ${issuer.keys}`:
      return { status: 200, body: jwksOf(desk.key) };
    case `GET ${issuer.userInfo}`:
      return userInfo(desk, asked.authorization);
    default:
      return { status: 405, body: 'Method not allowed' };
  }
}

/** A page that says what is wrong with a request for a log-in; undefined when nothing is. */
function wishOf({ query }: Asked): SocialAnswer | undefined {
  const redirectUri = query.get('redirect_uri') ?? '';
  const problem = !query.get('client_id')
    ? 'The parameter client_id is missing.'
    : query.get('response_type') !== 'code'
      ? 'The parameter response_type must be code.'
      : !(query.get('scope') ?? '').split(' ').includes('openid')
        ? 'The parameter scope must contain openid.'
        : !URL.canParse(redirectUri) || !/^(localhost|127\.0\.0\.1)$/.test(new URL(redirectUri).hostname)
          ? 'This stand-in sends people back to this machine only.'
          : undefined;
  return problem === undefined
    ? undefined
    : page('Not possible', `<main><h1>Not possible</h1><p>${escapeHtml(problem)}</p></main>`, 400);
}

function logInForm({ title }: Issuer, { path, query }: Asked): SocialAnswer {
  const action = escapeHtml(`${path}?${query}`);
  return page(
    `${title} test log-in`,
    `<main><p>${title} stand-in on this machine</p><h1>Log in to Accord with ${title}</h1><form method="post" action="${action}"><label for="email">E-mail</label><input id="email" name="email" type="email" value="demo.person@example.com" autocomplete="off" required><label for="name">Name</label><input id="name" name="name" value="Demo Person" autocomplete="off"><label for="sub">Account number (made from the e-mail when empty)</label><input id="sub" name="sub" autocomplete="off"><p><input id="verified" name="verified" type="checkbox" value="yes" checked style="width:auto;margin:0 .5rem 0 0"><label for="verified" style="display:inline">${title} has verified this e-mail address</label></p><button name="decision" value="allow">Continue</button><button class="quiet" name="decision" value="deny" formnovalidate>Cancel</button></form></main>`,
  );
}

function decide(desk: Desk, { issuer }: Issuer, { query, form }: Asked): SocialAnswer {
  if (form.get('decision') !== 'allow')
    return back(query, { error: 'access_denied', error_description: 'The user denied the request.' });
  const email = (form.get('email') ?? '').trim();
  const somebody = {
    sub: (form.get('sub') ?? '').trim() || numberOf(`${issuer} ${email.toLowerCase()}`),
    email,
    email_verified: form.get('verified') === 'yes',
    name: (form.get('name') ?? '').trim(),
  };
  const code = desk.give(
    {
      issuer,
      clientId: query.get('client_id') ?? '',
      redirectUri: query.get('redirect_uri') ?? '',
      nonce: query.get('nonce'),
      somebody,
    },
    CODE_MS,
  );
  return back(query, { code });
}

function back(query: URLSearchParams, params: Record<string, string>): SocialAnswer {
  const url = new URL(query.get('redirect_uri') ?? '');
  const state = query.get('state');
  for (const [name, value] of Object.entries({ ...params, ...(state === null ? {} : { state }) }))
    url.searchParams.set(name, value);
  return { status: 302, headers: { location: url.href }, body: '' };
}

function token(desk: Desk, { issuer }: Issuer, form: URLSearchParams): SocialAnswer {
  const fault = desk.faults.shift();
  if (fault === 'down') return { status: 503, body: { error: 'temporarily_unavailable' } };
  const value = form.get('code') ?? '';
  const code = desk.find(value);
  desk.forget(value);
  const isGood =
    fault !== 'refused' &&
    code !== undefined &&
    code.issuer === issuer &&
    code.clientId === form.get('client_id') &&
    code.redirectUri === form.get('redirect_uri');
  if (!isGood) return { status: 400, body: { error: 'invalid_grant' } };
  if ((form.get('client_secret') ?? '').length < MIN_SECRET) return { status: 401, body: { error: 'invalid_client' } };
  const { email, ...rest } = code.somebody;
  const somebody = fault === 'no_email' ? rest : { ...rest, email };
  const nowSeconds = Math.floor(desk.nowMs / 1000);
  const idToken = signToken(desk.key, {
    ...somebody,
    iss: fault === 'wrong_issuer' ? 'https://issuer.example' : issuer,
    aud: fault === 'wrong_audience' ? 'somebody-else' : code.clientId,
    iat: nowSeconds,
    exp: nowSeconds + TOKEN_SECONDS,
    ...(code.nonce === null ? {} : { nonce: fault === 'wrong_nonce' ? 'another' : code.nonce }),
  });
  return {
    status: 200,
    body: {
      access_token: desk.give({ ...code, somebody: somebody as Somebody }, TOKEN_SECONDS * 1000),
      id_token: fault === 'bad_signature' ? `${idToken.slice(0, -8)}AAAAAAAA` : idToken,
      expires_in: TOKEN_SECONDS,
      token_type: 'Bearer',
    },
  };
}

function userInfo(desk: Desk, authorization: string | undefined): SocialAnswer {
  const given = desk.find(/^Bearer (.+)$/i.exec(authorization ?? '')?.[1]);
  return given ? { status: 200, body: given.somebody } : { status: 401, body: { error: 'invalid_token' } };
}

/** `POST /_control/faults` with { kind }: what goes wrong next; `DELETE` takes all back. */
function control(desk: Desk, { method, path, body }: Asked): SocialAnswer {
  if (path !== '/_control/faults') return { status: 404, body: { error: `There is no control ${path}.` } };
  if (method === 'DELETE') desk.faults = [];
  if (method === 'POST') {
    const { kind } = JSON.parse(body || '{}') as { kind?: Fault };
    if (!kind || !FAULTS.includes(kind))
      return { status: 400, body: { error: `A fault is one of ${FAULTS.join(', ')}.` } };
    desk.faults.push(kind);
  }
  return { status: 200, body: desk.faults };
}

/** Digits that a text always gives, as providers number people. */
function numberOf(text: string): string {
  return BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 16)}`).toString();
}

async function serve(platform: Platform, desk: Desk, incoming: IncomingMessage, response: ServerResponse) {
  const url = new URL(incoming.url ?? '/', 'http://stand-in');
  const body = await readBody(incoming);
  if (body === undefined) return send(response, { status: 413, body: '' });
  const asked: Asked = {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    form: new URLSearchParams(body),
    authorization: incoming.headers.authorization,
    body,
  };
  await platform.activity.run(`openid ${asked.method} ${asked.path}`, async () => send(response, answer(desk, asked)));
}

export const provider: Provider = {
  name: 'openid',
  origins: ['https://openidconnect.googleapis.com', 'https://www.linkedin.com', 'https://api.linkedin.com'],
  async start(platform: Platform): Promise<RunningProvider> {
    const desk = new Desk(platform);
    const server = createHttpServer((request, response) => {
      serve(platform, desk, request, response).catch((error: unknown) => {
        platform.trace.emit('openid.defect', { error: String(error) });
        response.destroy();
      });
    });
    const port = await listen(platform, 'openid', server);
    return {
      port,
      async stop() {
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        server.closeAllConnections();
        await closed;
      },
      reset: async () => desk.reset(),
    };
  },
};
