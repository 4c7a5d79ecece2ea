/** The control API of the stand-in (`/_control/…`, JSON): what Stripe's dashboard and the outside world would do, for tests and the console. */
import type { Platform } from '#local/kernel.ts';
import { putEndpoint } from './balance.ts';
import { closeDispute, escalateDispute, openDispute, reinstateDispute, warnOfFraud } from './disputes.ts';
import { editSettings, post, settingsOf } from './events.ts';
import { balanceOf, ledgerBalance } from './ledger.ts';
import { STAGES, type Stage, type StageOptions, setStage } from './onboarding.ts';
import { answerChallenge } from './payment-intents.ts';
import { failPayout } from './payouts.ts';
import { settleRefund } from './refunds.ts';
import type { StripeApi } from './serve-api.ts';
import type { Fault, StripeState } from './state.ts';

export interface ControlContext {
  platform: Platform;
  state: StripeState;
  api: StripeApi;
  reset(): Promise<void>;
}

type Json = Record<string, unknown>;
type Handler = (context: ControlContext, input: Json, id: string, query: URLSearchParams) => Promise<unknown> | unknown;

/** What a control request got wrong, in one sentence. */
export class ControlError extends Error {}

const FAULT_KINDS = ['status', 'hang', 'reset', 'malformed', 'html'] as const;
const STATUS_BY_KIND = { status: 500, hang: 0, reset: 0, malformed: 200, html: 502 };
const MAX_RESENDS = 1000;
const CAPABILITIES = ['active', 'inactive', 'pending'];

function addFault({ state }: ControlContext, input: Json): Promise<Fault> {
  const kind = (input.kind ?? 'status') as Fault['kind'];
  if (!FAULT_KINDS.includes(kind)) throw new ControlError(`"kind" must be one of ${FAULT_KINDS.join(', ')}.`);
  return state.change((change) => {
    const fault: Fault = {
      id: change.newId('fault'),
      ...(typeof input.method === 'string' ? { method: input.method.toUpperCase() } : {}),
      ...(typeof input.path === 'string' ? { path: input.path } : {}),
      ...(typeof input.type === 'string' ? { type: input.type } : {}),
      ...(input.body === undefined ? {} : { body: input.body }),
      count: Number(input.count ?? 1),
      status: Number(input.status ?? STATUS_BY_KIND[kind]),
      kind,
      when: input.when === 'after' ? 'after' : 'before',
      headers: (input.headers as Record<string, string> | undefined) ?? {},
    };
    change.add('fault', fault);
    return fault;
  });
}

function clearFaults({ state }: ControlContext): Promise<object> {
  return state.change((change) => {
    for (const { object } of change.all('fault')) change.remove('fault', object.id);
    return { cleared: true };
  });
}

function listCalls({ api }: ControlContext, _input: Json, _id: string, query: URLSearchParams): object {
  const [method, path] = [query.get('method'), query.get('path')];
  const since = Number(query.get('after') ?? 0);
  const calls = api.calls.filter(
    (call) => call.seq > since && (!method || call.method === method) && (!path || call.path.startsWith(path)),
  );
  return { calls };
}

function dispute({ state }: ControlContext, input: Json): Promise<object> {
  return state.change((change) => {
    const intent =
      typeof input.paymentIntent === 'string' ? change.find('payment_intent', input.paymentIntent) : undefined;
    const charge = String(input.charge ?? intent?.object.latest_charge ?? '');
    if (!change.find('charge', charge)) throw new ControlError('Name a "charge" or a "paymentIntent" that has one.');
    const amount = input.amount === undefined ? undefined : Number(input.amount);
    return openDispute(change, charge, String(input.reason ?? 'fraudulent'), amount, {
      inquiry: input.inquiry === true,
    });
  });
}

function endDispute({ state }: ControlContext, input: Json, id: string): Promise<object> {
  const status = String(input.status ?? 'lost');
  if (status !== 'won' && status !== 'lost' && status !== 'warning_closed') {
    throw new ControlError('"status" must be won, lost or warning_closed.');
  }
  const options = { reinstateLater: input.reinstateLater === true };
  return state.change((change) => closeDispute(change, id, status, options));
}

function setAccount({ state }: ControlContext, input: Json, id: string): Promise<object> {
  const stage = String(input.stage) as Stage;
  if (!STAGES.includes(stage)) throw new ControlError(`"stage" must be one of ${STAGES.join(', ')}.`);
  const { wants, capability } = input;
  if (wants !== undefined && !(Array.isArray(wants) && wants.every((name) => typeof name === 'string')))
    throw new ControlError('"wants" must be a list of names of requirements.');
  if (capability !== undefined && capability !== null && !CAPABILITIES.includes(capability as string))
    throw new ControlError(`"capability" must be null or one of ${CAPABILITIES.join(', ')}.`);
  const options = {
    ...(typeof input.bankRefuses === 'boolean' ? { bankRefuses: input.bankRefuses } : {}),
    ...(typeof input.deadlineDays === 'number' ? { deadlineDays: input.deadlineDays } : {}),
    ...(wants === undefined ? {} : { wants }),
    ...(capability === undefined ? {} : { capability }),
  } as StageOptions;
  return state.change((change) => {
    setStage(change, id, stage, options);
    return change.edit('account', id).object;
  });
}

function warn({ state }: ControlContext, input: Json): Promise<object> {
  return state.change((change) => {
    const charge = change.find('charge', String(input.charge));
    if (!charge) throw new ControlError('Name a "charge".');
    return warnOfFraud(change, charge.object.id);
  });
}

function setChaos({ state }: ControlContext, input: Json): Promise<object> {
  return state.change((change) => {
    const { chaos } = editSettings(change);
    if (typeof input.duplicate === 'number') chaos.duplicate = input.duplicate;
    if (typeof input.reorder === 'boolean') chaos.reorder = input.reorder;
    const delay = input.maxDelayMs ?? input.delay;
    if (typeof delay === 'number') chaos.maxDelayMs = delay;
    return { ...chaos };
  });
}

/** Everything waiting goes out now, one after the other. */
async function flush({ state }: ControlContext): Promise<object> {
  const waiting = state.all('task').filter(({ object }) => object.name === 'deliver');
  for (const { object } of waiting.sort((a, b) => a.object.dueAtMs - b.object.dueAtMs)) await state.runTask(object);
  return { delivered: waiting.length };
}

/** Sends one event again, signed anew, `count` times at once, to every endpoint that listens for it. */
async function resend({ platform, state }: ControlContext, input: Json, id: string): Promise<object> {
  const event = state.find('event', id);
  if (!event) throw new ControlError(`There is no event ${id}.`);
  const times = Math.min(Number(input.count ?? 1), MAX_RESENDS);
  const endpoints = state
    .all('webhook_endpoint')
    .filter((doc) => (doc.hidden.connect === true) === (event.account !== null));
  const sends = endpoints.flatMap(({ object }) =>
    Array.from({ length: times }, () => post(platform, state, id, object.id)),
  );
  return { statuses: await Promise.all(sends) };
}

function overview({ platform, state }: ControlContext): object {
  const now = Math.floor(platform.clock.now() / 1000);
  const sums = new Map<string, number>();
  const names = new Set(state.all('entry').flatMap(({ object }) => object.lines.map((line) => line.account)));
  const ledger = Object.fromEntries([...names].map((name) => [name, Object.fromEntries(ledgerBalance(state, name))]));
  for (const balances of Object.values(ledger)) {
    for (const [currency, amount] of Object.entries(balances)) sums.set(currency, (sums.get(currency) ?? 0) + amount);
  }
  return {
    balance: balanceOf(state, null, now),
    ledger,
    residual: Object.fromEntries(sums),
    settings: settingsOf(state),
    pendingDeliveries: state.all('delivery').filter(({ object }) => object.status === 'pending').length,
    accounts: state
      .all('account')
      .filter((doc) => !doc.hidden.isPlatform)
      .map((doc) => ({ id: doc.object.id, email: doc.object.email, stage: doc.hidden.stage })),
    payments: state
      .all('payment_intent')
      .map(({ object: { id, amount, currency, status } }) => ({ id, amount, currency, status }))
      .reverse()
      .slice(0, 100),
  };
}

const failNext =
  (name: 'failNextRefunds' | 'failNextPayouts'): Handler =>
  ({ state }, input) =>
    state.change((change) => {
      editSettings(change)[name] = Number(input.count ?? 1);
      return { [name]: Number(input.count ?? 1) };
    });

/** Sets what currencies are to the dollar, e.g. `{"eur": "0.9"}`; null lets one move with the clock again. */
const setRates: Handler = ({ state }, input) =>
  state.change((change) => {
    const settings = editSettings(change);
    const entries = Object.entries({ ...settings.rates, ...input }).filter(([, rate]) => rate !== null);
    settings.rates = Object.fromEntries(entries.map(([currency, rate]) => [currency, String(rate)]));
    return settings.rates;
  });

const authenticate: Handler = ({ state }, input, id) =>
  state.change((change) => {
    const secret = change.find('payment_intent', id)?.object.client_secret ?? '';
    const intent = answerChallenge(change, id, secret, input.passed !== false);
    if (!intent) throw new ControlError(`The payment intent ${id} waits for no authentication.`);
    return intent;
  });

const registerEndpoint: Handler = ({ state }, input) => {
  const { url, secret, connect } = input;
  if (typeof url !== 'string' || typeof secret !== 'string') throw new ControlError('Give "url" and "secret".');
  return state.change((change) => putEndpoint(change, { url, secret, connect: connect === true }));
};

const HANDLERS: Record<string, Handler> = {
  'GET state': overview,
  'POST reset': async ({ reset }) => reset().then(() => ({ reset: true })),
  'GET faults': ({ state }) => ({ faults: state.all('fault').map(({ object }) => object) }),
  'POST faults': addFault,
  'DELETE faults': clearFaults,
  'GET calls': listCalls,
  'DELETE calls': ({ api }) => ({ forgotten: api.calls.splice(0).length }),
  'PUT chaos': setChaos,
  'POST chaos': setChaos,
  'PUT rates': setRates,
  'POST webhooks': registerEndpoint,
  'GET deliveries': ({ state }) => ({ deliveries: state.all('delivery').map(({ object }) => object) }),
  'POST deliveries/flush': flush,
  'POST events/:id/resend': resend,
  'POST disputes': dispute,
  'POST disputes/:id/close': endDispute,
  'POST disputes/:id/escalate': ({ state }, _input, id) => state.change((change) => escalateDispute(change, id)),
  'POST disputes/:id/reinstate': ({ state }, _input, id) => state.change((change) => reinstateDispute(change, id)),
  'POST fraud-warnings': warn,
  'POST accounts/:id': setAccount,
  'POST payment-intents/:id/authenticate': authenticate,
  'POST refunds/fail-next': failNext('failNextRefunds'),
  'POST refunds/:id/fail': ({ state }, _input, id) => state.change((change) => settleRefund(change, id, 'failed')),
  'POST payouts/fail-next': failNext('failNextPayouts'),
  'POST payouts/:id/fail': ({ state }, input, id) =>
    state.change((change) => failPayout(change, id, typeof input.code === 'string' ? input.code : undefined)),
};

/** Answers a control request: `{ status, body }`, 400 with `{ error }` in one sentence for a wrong one. */
export async function serveControl(
  context: ControlContext,
  request: { method: string; path: string; query: string; body: string },
): Promise<{ status: number; body: unknown }> {
  const path = request.path.replace(/^\/_control\//, '');
  const steps = path.split('/');
  const general = steps.length > 1 ? [steps[0], ':id', ...steps.slice(2)].join('/') : path;
  const handler = HANDLERS[`${request.method} ${path}`] ?? HANDLERS[`${request.method} ${general}`];
  if (!handler)
    return { status: 404, body: { error: `The Stripe stand-in has no control ${request.method} ${request.path}.` } };
  try {
    const input = request.body ? (JSON.parse(request.body) as Json) : {};
    return { status: 200, body: await handler(context, input, steps[1] ?? '', new URLSearchParams(request.query)) };
  } catch (error) {
    return { status: 400, body: { error: error instanceof Error ? error.message : String(error) } };
  }
}
