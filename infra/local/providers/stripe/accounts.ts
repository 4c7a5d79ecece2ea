/** Connected accounts and the links that lead their holders through onboarding (docs.stripe.com/connect/express-accounts). */
import type Stripe from 'stripe';
import { type Call, LIST_SPEC, page, type Route, route, sublist } from './api.ts';
import { invalidParam, refused, StripeRefusal } from './errors.ts';
import { emit } from './events.ts';
import { capabilityObject, emptyRequirements, refreshAccount, replaceBank } from './onboarding.ts';
import type { Change, Doc } from './state.ts';
import { anyHash, bool, hash, int, mergeMetadata, metadata, need, oneOf, str } from './wire.ts';

export const PLATFORM_ACCOUNT = 'acct_platform';
const LINK_LIFETIME_SECONDS = 300;
const CURRENCY_BY_COUNTRY: Record<string, string> = {
  US: 'usd',
  GB: 'gbp',
  CA: 'cad',
  AU: 'aud',
  NZ: 'nzd',
  JP: 'jpy',
  CH: 'chf',
  SE: 'sek',
  NO: 'nok',
  DK: 'dkk',
  PL: 'pln',
  CZ: 'czk',
  HU: 'huf',
  RO: 'ron',
  BG: 'bgn',
  BR: 'brl',
  MX: 'mxn',
  IN: 'inr',
  SG: 'sgd',
  HK: 'hkd',
  MY: 'myr',
  TH: 'thb',
  AE: 'aed',
  ID: 'idr',
  PH: 'php',
  ZA: 'zar',
  KE: 'kes',
  NG: 'ngn',
  GH: 'ghs',
  EG: 'egp',
  MA: 'mad',
  TR: 'try',
  IL: 'ils',
  KR: 'krw',
  TW: 'twd',
  VN: 'vnd',
  AR: 'ars',
  CL: 'clp',
  CO: 'cop',
  PE: 'pen',
  IS: 'isk',
  KW: 'kwd',
  BH: 'bhd',
  OM: 'omr',
  JO: 'jod',
  TN: 'tnd',
  UG: 'ugx',
  RW: 'rwf',
  SA: 'sar',
  QA: 'qar',
  PK: 'pkr',
  BD: 'bdt',
  LK: 'lkr',
};
const EURO_COUNTRIES = 'AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' ');

const CAPABILITY_SPEC = hash({ requested: bool() });
const SHARED_SPEC = {
  email: str(800),
  business_type: oneOf('individual', 'company', 'non_profit', 'government_entity'),
  business_profile: anyHash(),
  individual: anyHash(),
  company: anyHash(),
  capabilities: hash({ transfers: CAPABILITY_SPEC, card_payments: CAPABILITY_SPEC }),
  default_currency: str(3),
  metadata: metadata(),
  settings: hash({
    payouts: hash({
      schedule: hash({
        interval: oneOf('daily', 'weekly', 'monthly', 'manual'),
        delay_days: str(),
        weekly_anchor: str(),
        monthly_anchor: int(),
      }),
      debit_negative_balances: bool(),
      statement_descriptor: str(22),
    }),
    branding: anyHash(),
    dashboard: anyHash(),
  }),
  tos_acceptance: hash({ service_agreement: oneOf('full', 'recipient'), date: int(), ip: str(), user_agent: str() }),
};

function currencyOf(country: string): string {
  if (EURO_COUNTRIES.includes(country)) return 'eur';
  const currency = CURRENCY_BY_COUNTRY[country];
  if (!currency) {
    throw invalidParam(
      `Country '${country}' is unknown. Try using a 2-character alphanumeric country code instead, such as 'US'.`,
      'country',
      'country_unsupported',
    );
  }
  return currency;
}

/** The platform's own account, made once. */
export function ensurePlatformAccount(change: Change): void {
  if (change.find('account', PLATFORM_ACCOUNT)) return;
  const account = blankAccount(change, PLATFORM_ACCOUNT, 'US');
  account.type = 'standard';
  Object.assign(account, { charges_enabled: true, payouts_enabled: true, details_submitted: true });
  change.add('account', account, null, { isPlatform: true });
}

function blankAccount(change: Change, id: string, country: string): Stripe.Account {
  return {
    id,
    object: 'account',
    business_profile: { mcc: null, name: null, support_email: null, support_phone: null, support_url: null, url: null },
    business_type: null,
    capabilities: {},
    charges_enabled: false,
    controller: {
      fees: { payer: 'application_express' },
      is_controller: true,
      losses: { payments: 'application' },
      requirement_collection: 'stripe',
      stripe_dashboard: { type: 'express' },
      type: 'application',
    },
    country,
    created: change.now,
    default_currency: currencyOf(country),
    details_submitted: false,
    email: null,
    external_accounts: sublist([], `/v1/accounts/${id}/external_accounts`),
    future_requirements: emptyRequirements(),
    metadata: {},
    payouts_enabled: false,
    requirements: emptyRequirements(),
    settings: {
      payouts: {
        debit_negative_balances: true,
        schedule: { delay_days: 2, interval: 'daily' },
        statement_descriptor: null,
      },
    },
    tos_acceptance: { date: null, ip: null, user_agent: null },
    type: 'express',
  } as unknown as Stripe.Account;
}

type SharedParams = {
  email?: string | undefined;
  business_type?: string | undefined;
  business_profile?: object | undefined;
  capabilities?:
    | { [name in 'transfers' | 'card_payments']?: { requested?: boolean | undefined } | undefined }
    | undefined;
  metadata?: Record<string, string> | undefined;
  settings?: { payouts?: { schedule?: { interval?: string | undefined } | undefined } | undefined } | undefined;
  tos_acceptance?: { service_agreement?: string | undefined } | undefined;
};

function applyShared(account: Stripe.Account, params: SharedParams): void {
  if (params.email !== undefined) account.email = params.email || null;
  if (params.business_type) account.business_type = params.business_type as Stripe.Account.BusinessType;
  if (params.business_profile) Object.assign(account.business_profile ?? {}, params.business_profile);
  account.metadata = mergeMetadata(account.metadata ?? {}, params.metadata);
  const agreement = params.tos_acceptance?.service_agreement ?? account.tos_acceptance?.service_agreement;
  if (agreement) account.tos_acceptance = { ...account.tos_acceptance, service_agreement: agreement };
  for (const [name, wish] of Object.entries(params.capabilities ?? {})) {
    if (agreement === 'recipient' && name === 'card_payments' && wish?.requested) {
      throw refused(
        'Accounts with the recipient service agreement cannot request the card_payments capability.',
        undefined,
        'capabilities',
      );
    }
    const capabilities = account.capabilities as Record<string, string>;
    if (wish?.requested) capabilities[name] ??= 'inactive';
    else if (wish?.requested === false) delete capabilities[name];
  }
  const interval = params.settings?.payouts?.schedule?.interval;
  if (interval && account.settings?.payouts) {
    account.settings.payouts.schedule.interval = interval as Stripe.Account.Settings.Payouts.Schedule['interval'];
  }
}

const create = route(
  'POST',
  '/v1/accounts',
  {
    ...SHARED_SPEC,
    type: oneOf('express', 'custom', 'standard'),
    country: str(2),
    controller: hash({
      fees: hash({ payer: oneOf('account', 'application') }),
      losses: hash({ payments: oneOf('application', 'stripe') }),
      requirement_collection: oneOf('application', 'stripe'),
      stripe_dashboard: hash({ type: oneOf('express', 'full', 'none') }),
    }),
  },
  (call) => {
    const { change, params } = call;
    if (params.type && params.controller) {
      throw invalidParam('You may not specify the `type` parameter and `controller` parameter together.', 'type');
    }
    const account = blankAccount(change, change.newId('acct'), (params.country ?? 'US').toUpperCase());
    if (params.type) account.type = params.type;
    if (params.controller) account.type = params.controller.stripe_dashboard?.type === 'express' ? 'express' : 'none';
    if (params.default_currency) account.default_currency = params.default_currency;
    applyShared(account, params);
    change.add('account', account, null, { stage: 'unfinished' });
    refreshAccount(change, account.id);
    return account;
  },
);

function connected(call: Call, id: string): Doc<Stripe.Account> {
  const doc = call.change.find('account', id);
  if (!doc || (doc.hidden.isPlatform && id !== PLATFORM_ACCOUNT)) throw noAccess(id);
  return doc;
}

/** 403 for an account that is not the platform's to touch. */
export function noAccess(id: string): StripeRefusal {
  return new StripeRefusal(
    403,
    {
      type: 'invalid_request_error',
      code: 'account_invalid',
      message: `The provided key does not have access to account '${id}' (or that account does not exist). Application access may have been revoked.`,
    },
    { validation: true },
  );
}

const retrieveOwn = route('GET', '/v1/account', {}, (call) => connected(call, call.account ?? PLATFORM_ACCOUNT).object);
const retrieve = route('GET', '/v1/accounts/:id', {}, (call) => connected(call, call.id).object);

const update = route('POST', '/v1/accounts/:id', SHARED_SPEC, (call) => {
  connected(call, call.id);
  const { object: account } = call.change.edit('account', call.id);
  applyShared(account, call.params);
  if (call.params.default_currency) account.default_currency = call.params.default_currency;
  refreshAccount(call.change, account.id);
  return account;
});

const listAccounts = route('GET', '/v1/accounts', LIST_SPEC, (call) =>
  page(call, 'account', '/v1/accounts', (doc) => !doc.hidden.isPlatform && !doc.hidden.deleted),
);

/** The connected account leaves the platform; it can no longer be acted for. */
const remove = route('DELETE', '/v1/accounts/:id', {}, (call) => {
  const account = connected(call, call.id).object;
  emit(
    call.change,
    'account.application.deauthorized',
    { id: 'ca_platform', object: 'application', name: 'Accord' },
    account.id,
  );
  call.change.remove('account', account.id);
  return { id: account.id, object: 'account', deleted: true };
});

const capability = route('GET', '/v1/accounts/:id/capabilities/:id2', {}, (call) => {
  if (call.id2 !== 'transfers') throw refused(`Unknown capability: ${call.id2}`, undefined, 'capability');
  return capabilityObject(call.change, connected(call, call.id).object);
});

function checkUrl(url: string, param: string): string {
  if (!URL.canParse(url) || !/^https?:/.test(url)) throw invalidParam('Not a valid URL', param, 'url_invalid');
  return url;
}

const createLink = route(
  'POST',
  '/v1/account_links',
  {
    account: need(str()),
    type: need(oneOf('account_onboarding', 'account_update')),
    refresh_url: need(str()),
    return_url: need(str()),
    collection_options: hash({
      fields: oneOf('currently_due', 'eventually_due'),
      future_requirements: oneOf('include', 'omit'),
    }),
    collect: oneOf('currently_due', 'eventually_due'),
  },
  (call) => {
    const { change, params } = call;
    connected(call, params.account);
    const token = change.newId('alnk');
    const url = `${call.origin}/setup/e/${params.account}/${token}`;
    const expiresAt = change.now + LINK_LIFETIME_SECONDS;
    const refreshUrl = checkUrl(params.refresh_url, 'refresh_url');
    const returnUrl = checkUrl(params.return_url, 'return_url');
    const link = { id: token, url, refreshUrl, returnUrl, expiresAt, used: false };
    change.add('account_link', link, params.account);
    return { object: 'account_link', created: change.now, expires_at: expiresAt, url };
  },
);

const loginLink = route('POST', '/v1/accounts/:id/login_links', {}, (call) => {
  const account = connected(call, call.id).object;
  if (!account.details_submitted) {
    throw refused('Cannot create a login link for an account that has not completed onboarding.');
  }
  return { object: 'login_link', created: call.change.now, url: `${call.origin}/express/${account.id}` };
});

const externalAccounts = route(
  'GET',
  '/v1/accounts/:id/external_accounts',
  { ...LIST_SPEC, object: str() },
  (call) => connected(call, call.id).object.external_accounts ?? sublist([], ''),
);

const giveBank = route(
  'POST',
  '/v1/accounts/:id/external_accounts',
  { external_account: need(str()), default_for_currency: bool(), metadata: metadata() },
  (call) => {
    connected(call, call.id);
    const bank = /^btok_/.test(call.params.external_account) && replaceBank(call.change, call.id);
    if (!bank) {
      throw refused(
        'Only a bank account token can replace a bank account given in onboarding.',
        undefined,
        'external_account',
      );
    }
    return bank;
  },
);

export const accountRoutes: Route[] = [
  create,
  retrieveOwn,
  listAccounts,
  capability,
  externalAccounts,
  giveBank,
  loginLink,
  retrieve,
  update,
  remove,
  createLink,
];
