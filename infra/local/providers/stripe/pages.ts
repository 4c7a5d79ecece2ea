/** The pages people see on Stripe's side: hosted onboarding, the 3-D Secure challenge, the card form's frame, the payee's dashboard. */
import { readFileSync } from 'node:fs';
import { shownAmount } from './currencies.ts';
import { availableMinor, balanceName, ledgerBalance } from './ledger.ts';
import { replaceBank, STAGES, type Stage, setStage } from './onboarding.ts';
import { answerChallenge } from './payment-intents.ts';
import type { HttpAnswer, HttpRequest } from './serve-api.ts';
import type { StripeState } from './state.ts';

const asset = (name: string) => readFileSync(new URL(`./browser/${name}`, import.meta.url), 'utf8');
const HTML_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function html(title: string, body: string, status = 200): HttpAnswer {
  return {
    status,
    headers: HTML_HEADERS,
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><link rel="stylesheet" href="/assets/pages.css"></head><body>${body}</body></html>`,
  };
}

function redirect(url: string, status: 302 | 303 = 303): HttpAnswer {
  return { status, headers: { location: url, 'cache-control': 'no-store' }, body: '' };
}

const gone = () =>
  html(
    'Link not valid',
    '<main><h1>This link is not valid</h1><p>Go back to the site and start again.</p></main>',
    404,
  );

const CHOICES: { value: Stage | 'bank_refuses'; label: string; hint: string }[] = [
  {
    value: 'complete',
    label: 'Complete everything',
    hint: 'Details, identity and bank account are accepted; payouts start.',
  },
  { value: 'unfinished', label: 'Leave unfinished', hint: 'Go back without submitting.' },
  {
    value: 'more',
    label: 'Submit, but more is required',
    hint: 'An identity document is asked for before transfers work.',
  },
  { value: 'pending', label: 'Submit, verification pending', hint: 'Everything is in; the check takes a while.' },
  {
    value: 'bank_refuses',
    label: 'Complete with a bank account that refuses payouts',
    hint: 'Transfers work, every payout fails.',
  },
];

function onboardingForm(accountId: string, token: string, session: string): HttpAnswer {
  const options = CHOICES.map(
    ({ value, label, hint }, index) =>
      `<label class="choice"><input type="radio" name="choice" value="${value}"${index === 0 ? ' checked' : ''}><span><strong>${label}</strong><small>${hint}</small></span></label>`,
  ).join('');
  return html(
    'Set up payouts',
    `<main><p class="brand">Stripe test onboarding</p><h1>Set up payouts</h1><p>You are setting up the test account <code>${escapeHtml(accountId)}</code>. Choose how the onboarding ends.</p>
<form method="post" action="/setup/e/${escapeHtml(accountId)}/${escapeHtml(token)}"><input type="hidden" name="session" value="${session}"><fieldset><legend>How does it end?</legend>${options}</fieldset><button type="submit">Agree and submit</button></form></main>`,
  );
}

/** The single-use link: the first visit opens the form, a later or late one goes to the refresh URL. */
function openOnboarding(state: StripeState, accountId: string, token: string): Promise<HttpAnswer> {
  return state.change((change) => {
    const link = change.find('account_link', token);
    if (!link || link.account !== accountId || !change.find('account', accountId)) return gone();
    if (link.object.used || change.now >= link.object.expiresAt) return redirect(link.object.refreshUrl, 302);
    const doc = change.edit('account_link', token);
    doc.object.used = true;
    doc.hidden.session = state.scramble(`onboarding${token}`, 24);
    return onboardingForm(accountId, token, String(doc.hidden.session));
  });
}

function submitOnboarding(
  state: StripeState,
  accountId: string,
  token: string,
  form: URLSearchParams,
): Promise<HttpAnswer> {
  return state.change((change) => {
    const link = change.find('account_link', token);
    if (!link || link.account !== accountId || !link.hidden.session || link.hidden.session !== form.get('session'))
      return gone();
    const choice = form.get('choice') ?? '';
    const stage = choice === 'bank_refuses' ? 'complete' : (choice as Stage);
    if (!STAGES.includes(stage)) return gone();
    if (stage !== 'unfinished') setStage(change, accountId, stage, { bankRefuses: choice === 'bank_refuses' });
    change.edit('account_link', token).hidden.session = null;
    return redirect(link.object.returnUrl);
  });
}

function challengePage(state: StripeState, id: string, query: URLSearchParams): HttpAnswer {
  const intent = state.find('payment_intent', id)?.object;
  const secret = query.get('secret') ?? '';
  if (!intent || intent.client_secret !== secret) return gone();
  const hidden = ['secret', 'redirect', 'parent']
    .map((name) => `<input type="hidden" name="${name}" value="${escapeHtml(query.get(name) ?? '')}">`)
    .join('');
  return html(
    '3D Secure authentication',
    `<main class="challenge"><p class="brand">Test bank</p><h1>Confirm your payment</h1><p>Your bank wants to know that it is you who pays <strong>${escapeHtml(shownAmount(intent.amount, intent.currency))}</strong>.</p>
<form method="post" action="/3ds/${escapeHtml(id)}">${hidden}<button type="submit" name="outcome" value="complete">Complete authentication</button> <button type="submit" class="second" name="outcome" value="fail">Fail authentication</button></form></main>`,
  );
}

/** Settles the challenge, then goes back to the shop or tells the page around the frame. */
async function answerChallengePage(state: StripeState, id: string, form: URLSearchParams): Promise<HttpAnswer> {
  const secret = form.get('secret') ?? '';
  const passed = form.get('outcome') === 'complete';
  const returnUrl = state.find('payment_intent', id)?.object.next_action?.redirect_to_url?.return_url;
  await state.change((change) => answerChallenge(change, id, secret, passed));
  const intent = state.find('payment_intent', id)?.object;
  if (!intent || intent.client_secret !== secret) return gone();
  if (form.get('redirect') && returnUrl) {
    const url = new URL(returnUrl);
    url.searchParams.set('payment_intent', id);
    url.searchParams.set('payment_intent_client_secret', secret);
    url.searchParams.set('redirect_status', intent.status === 'succeeded' ? 'succeeded' : 'failed');
    return redirect(url.href);
  }
  const parent = escapeHtml(form.get('parent') ?? '');
  return html(
    'Authentication done',
    `<main class="challenge"><p>Done. You can close this.</p></main><script src="/assets/challenge-done.js" data-parent="${parent}" data-intent="${escapeHtml(id)}"></script>`,
  );
}

function dashboard(state: StripeState, accountId: string, nowMs: number): HttpAnswer {
  const account = state.find('account', accountId);
  if (!account || account.hidden.isPlatform) return gone();
  const rows = [...ledgerBalance(state, balanceName(accountId))].map(([currency, total]) => {
    const available = availableMinor(state, accountId, currency, Math.floor(nowMs / 1000));
    return `<tr><td>${currency.toUpperCase()}</td><td>${escapeHtml(shownAmount(available, currency))}</td><td>${escapeHtml(shownAmount(total - available, currency))}</td></tr>`;
  });
  const payouts = state
    .all('payout')
    .filter((doc) => doc.account === accountId)
    .reverse()
    .map(
      ({ object }) =>
        `<tr><td>${escapeHtml(shownAmount(object.amount, object.currency))}</td><td>${object.status}</td><td>${new Date(object.arrival_date * 1000).toISOString().slice(0, 10)}</td></tr>`,
    );
  return html(
    'Your payouts',
    `<main><p class="brand">Stripe test dashboard</p><h1>Your payouts</h1><table><caption>Balance</caption><thead><tr><th>Currency</th><th>Available</th><th>On the way</th></tr></thead><tbody>${rows.join('') || '<tr><td colspan="3">Nothing yet</td></tr>'}</tbody></table><table><caption>Payouts</caption><thead><tr><th>Amount</th><th>Status</th><th>Arrives</th></tr></thead><tbody>${payouts.join('') || '<tr><td colspan="3">None yet</td></tr>'}</tbody></table><form method="post" action="/express/${escapeHtml(accountId)}/bank"><button type="submit">Use another bank account</button></form></main>`,
  );
}

/** The payee gives another bank account. */
function changeBank(state: StripeState, accountId: string): Promise<HttpAnswer> {
  return state.change((change) => {
    if (!change.find('account', accountId) || !replaceBank(change, accountId)) return gone();
    return redirect(`/express/${accountId}`);
  });
}

const ASSETS: Record<string, { file: string; type: string }> = {
  '/v3': { file: 'host.js', type: 'text/javascript' },
  '/v3/': { file: 'host.js', type: 'text/javascript' },
  '/assets/pages.css': { file: 'pages.css', type: 'text/css' },
  '/assets/frame.css': { file: 'frame.css', type: 'text/css' },
  '/assets/frame.js': { file: 'frame.js', type: 'text/javascript' },
  '/assets/challenge-done.js': { file: 'challenge-done.js', type: 'text/javascript' },
  '/elements/frame': { file: 'frame.html', type: 'text/html' },
};

function serveAsset(path: string): HttpAnswer | undefined {
  // Newer Stripe.js lives under a release name: /basil/stripe.js.
  const known = ASSETS[/^\/[a-z]+\/stripe\.js$/.test(path) ? '/v3/' : path];
  if (!known) return undefined;
  const headers = { 'content-type': `${known.type}; charset=utf-8`, 'cross-origin-resource-policy': 'cross-origin' };
  return { status: 200, headers, body: asset(known.file) };
}

/** Answers a page or asset; undefined when there is none at that path. */
export async function servePage(
  state: StripeState,
  request: HttpRequest,
  nowMs: number,
): Promise<HttpAnswer | undefined> {
  const { method, path, body } = request;
  if (method === 'GET') {
    const found = serveAsset(path);
    if (found) return found;
  }
  const [, area, first = '', second = '', third = ''] = path.split('/');
  if (area === 'setup' && first === 'e' && third) {
    if (method === 'GET') return openOnboarding(state, second, third);
    if (method === 'POST') return submitOnboarding(state, second, third, new URLSearchParams(body));
  }
  if (area === '3ds' && first) {
    if (method === 'GET') return challengePage(state, first, new URLSearchParams(request.query));
    if (method === 'POST') return answerChallengePage(state, first, new URLSearchParams(body));
  }
  if (area === 'express' && first && method === 'GET') return dashboard(state, first, nowMs);
  if (area === 'express' && second === 'bank' && method === 'POST') return changeBank(state, first);
  return undefined;
}
