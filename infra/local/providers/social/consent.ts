/** The page where a person lets the product see an account: shared by the stand-ins, with each platform's names. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { SocialAnswer, SocialPlatform, SocialRequest } from './server.ts';
import type { Given, SocialState } from './state.ts';

/** How long a code may be exchanged, ms. */
const CODE_LIFE_MS = 10 * 60_000;
const HTML = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
};

/** Text as it may stand in a page. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A page of a stand-in. */
export function page(title: string, body: string, status = 200): SocialAnswer {
  return {
    status,
    headers: HTML,
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f4f4f5;color:#18181b}main{max-width:26rem;margin:3rem auto;background:#fff;padding:2rem;border-radius:12px}label{display:block;font-weight:600}input{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;margin:.25rem 0 1rem;border:1px solid #a1a1aa;border-radius:8px}button{font:inherit;padding:.6rem 1.2rem;border-radius:8px;border:1px solid #18181b;background:#18181b;color:#fff;margin-right:.5rem}button.quiet{background:#fff;color:#18181b}code{word-break:break-all}</style></head><body>${body}</body></html>`,
  };
}

interface Wish {
  clientId: string;
  redirectUri: string;
  state: string;
  scopes: string[];
  challenge: string | null;
}

/** What the client asks for, or one sentence about what is wrong with it. */
function wishOf(social: SocialPlatform, params: URLSearchParams): Wish | string {
  const clientId = params.get(social.consent.clientParam) ?? '';
  const redirectUri = params.get('redirect_uri') ?? '';
  const challenge = params.get('code_challenge');
  if (!clientId) return `The parameter ${social.consent.clientParam} is missing.`;
  if (params.get('response_type') !== 'code') return 'The parameter response_type must be code.';
  if (!URL.canParse(redirectUri)) return 'The parameter redirect_uri is not an address.';
  const { hostname } = new URL(redirectUri);
  if (hostname !== 'localhost' && hostname !== '127.0.0.1')
    return 'This stand-in sends people back to this machine only.';
  if (challenge !== null && params.get('code_challenge_method') !== 'S256')
    return 'The parameter code_challenge_method must be S256.';
  const scopes = (params.get('scope') ?? '').split(/[ ,]+/).filter(Boolean);
  return { clientId, redirectUri, state: params.get('state') ?? '', scopes, challenge };
}

/** The consent page and its form; undefined for other paths. */
export async function serveConsent(
  social: SocialPlatform,
  state: SocialState,
  request: SocialRequest,
): Promise<SocialAnswer | undefined> {
  if (request.path.replace(/\/$/, '') !== social.consent.path.replace(/\/$/, '')) return undefined;
  const wish = wishOf(social, request.query);
  if (typeof wish === 'string')
    return page('Not possible', `<main><h1>Not possible</h1><p>${escapeHtml(wish)}</p></main>`, 400);
  if (request.method !== 'POST') return consentForm(social, request, wish);
  if (request.form.get('decision') !== 'allow')
    return back(wish, {
      error: 'access_denied',
      error_reason: 'user_denied',
      error_description: 'The user denied your request.',
    });
  const handle = (request.form.get('handle') ?? '').trim().replace(/^@/, '').toLowerCase();
  if (!/^[a-z0-9._-]{1,60}$/.test(handle))
    return page(
      'Not possible',
      '<main><h1>Not possible</h1><p>A handle has letters, digits, dots and dashes.</p></main>',
      400,
    );
  await state.holder(handle);
  const { value } = await state.give({
    kind: 'code',
    handle,
    scopes: wish.scopes,
    expiresAtMs: state.nowMs + CODE_LIFE_MS,
    redirectUri: wish.redirectUri,
    challenge: wish.challenge,
  });
  return back(wish, { code: value, ...(social.name === 'instagram' ? {} : { scope: wish.scopes.join(' ') }) });
}

function consentForm(social: SocialPlatform, request: SocialRequest, wish: Wish): SocialAnswer {
  const rights = wish.scopes.map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`).join('');
  const action = escapeHtml(`${request.path}?${request.query}`);
  return page(
    `${social.title} test log-in`,
    `<main><p>${social.title} stand-in on this machine</p><h1>Accord wants to see your account</h1><ul>${rights}</ul><form method="post" action="${action}"><label for="handle">Your handle</label><input id="handle" name="handle" value="demo.creator" autocomplete="off" autocapitalize="none" required><button name="decision" value="allow">Allow</button><button class="quiet" name="decision" value="deny" formnovalidate>Deny</button></form></main>`,
  );
}

function back({ redirectUri, state }: Wish, params: Record<string, string>): SocialAnswer {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries({ ...params, state })) url.searchParams.set(name, value);
  return { status: 302, headers: { location: url.href }, body: '' };
}

/** Takes a code back for what it stands for; a sentence when it does not count. */
export async function redeem(state: SocialState, form: URLSearchParams): Promise<Given | string> {
  const code = state.find('code', form.get('code') ?? undefined);
  if (!code) return 'The code is unknown, used or too old.';
  await state.forget(code.value);
  if (code.redirectUri !== form.get('redirect_uri')) return 'The redirect_uri is not the one of the consent.';
  if (code.challenge) {
    const shown = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const [a, b] = [Buffer.from(shown), Buffer.from(code.challenge)];
    if (a.length !== b.length || !timingSafeEqual(a, b)) return 'The code_verifier does not fit the code_challenge.';
  }
  if ((form.get('client_secret') ?? '').length < 8) return 'The client_secret is not right.';
  return code;
}
