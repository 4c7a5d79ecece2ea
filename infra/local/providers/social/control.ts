/** What tests and the local console tell a social stand-in: publish, revoke, fail. */
import type { SocialAnswer, SocialPlatform, SocialRequest } from './server.ts';
import type { Fault, SocialState } from './state.ts';

const KINDS: readonly Fault['kind'][] = [
  'html',
  'throttle',
  'negative',
  'hang',
  'malformed',
  'status',
  'reset',
  'empty',
];

type Input = Record<string, unknown>;

function handleIn(input: Input): string {
  if (typeof input.handle !== 'string' || !input.handle) throw new Error('Say which account with "handle".');
  return input.handle;
}

async function run(social: SocialPlatform, state: SocialState, route: string, input: Input): Promise<unknown> {
  switch (route) {
    case 'POST faults': {
      const { kind, path, handle, count = 1, status, retryAfterSeconds } = input as Partial<Fault> & Input;
      if (!kind || !KINDS.includes(kind)) throw new Error(`A fault is one of ${KINDS.join(', ')}.`);
      state.faults.push({
        kind,
        count,
        ...(path === undefined ? {} : { path }),
        ...(handle === undefined ? {} : { handle }),
        ...(status === undefined ? {} : { status }),
        ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      });
      return state.faults;
    }
    case 'GET faults':
      return state.faults;
    case 'DELETE faults':
      state.faults = [];
      return [];
    case 'POST posts': {
      const { handle } = await state.holder(handleIn(input));
      const post = await state.publish(handle);
      return { ...post, url: social.urlOf(post) };
    }
    case 'GET posts':
      return state.postsOf(handleIn(input)).map((post) => ({ ...post, url: social.urlOf(post) }));
    case 'GET grants':
      return { tokens: state.tokensOf(handleIn(input)) };
    case 'POST spend': {
      const { window, units } = input as { window?: unknown; units?: unknown };
      if (typeof window !== 'string' || typeof units !== 'number')
        throw new Error('Say what is spent with "window" and "units".');
      return { spent: await state.spend(window, units) };
    }
    case 'POST revoke':
      await state.revoke(handleIn(input));
      return { revoked: true };
    default:
      return undefined;
  }
}

/** Answers `/_control/…`: 404 for a route it does not know, 400 with one sentence for a wrong request. */
export async function serveControl(
  social: SocialPlatform,
  state: SocialState,
  request: SocialRequest,
): Promise<SocialAnswer> {
  const { origin } = request.headers;
  if (origin && !/^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(origin)) return { status: 403, body: '' };
  try {
    const input = request.body ? (JSON.parse(request.body) as Input) : Object.fromEntries(request.query);
    const body = await run(social, state, `${request.method} ${request.path.slice('/_control/'.length)}`, input);
    if (body === undefined)
      return {
        status: 404,
        body: { error: `The ${social.title} stand-in has no control ${request.method} ${request.path}.` },
      };
    return { status: 200, body };
  } catch (error) {
    return { status: 400, body: { error: error instanceof Error ? error.message : String(error) } };
  }
}
