/** How one call of the v1 API is declared, and the lists and expansions all of them share. */
import type Stripe from 'stripe';
import { invalidParam, missing } from './errors.ts';
import type { Change, Doc, Kind, Kinds, Reader } from './state.ts';
import { createdRange, type Field, int, list, type Params, type Spec, str } from './wire.ts';

/** One call being served. */
export interface Call<S extends Spec = Spec> {
  change: Change;
  params: Params<S>;
  /** The connected account of `Stripe-Account`, null for the platform itself. */
  account: string | null;
  /** True when the caller holds a publishable key only. */
  publishable: boolean;
  /** Origin of this stand-in, for the pages it links to. */
  origin: string;
  /** What the path's `:id` placeholders held. */
  id: string;
  id2: string;
}

export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** e.g. `/v1/transfers/:id/reversals` */
  path: string;
  spec: Spec;
  /** Whether a publishable key may call it. */
  publishable: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: each route reads its own parameters, typed where it is declared
  run(call: Call<any>): object;
}

/** Declares a call; `run` sees the parameters typed by `spec`. */
export function route<S extends Spec>(
  method: Route['method'],
  path: string,
  spec: S,
  run: (call: Call<S>) => object,
  options: { publishable?: boolean } = {},
): Route {
  return {
    method,
    path,
    spec: { expand: list(str()), ...spec },
    publishable: options.publishable ?? false,
    run,
  };
}

/** The object of that id as the caller may see it: 404 when it is missing or another account's. */
export function owned<K extends Kind>(call: Call, kind: K, id: string, param = 'id'): Doc<Kinds[K]> {
  const doc = call.change.find(kind, id);
  if (!doc || doc.account !== call.account)
    throw missing(kind.replace('_', kind.startsWith('payment') ? '_' : ' '), id, param);
  return doc;
}

export const LIST_SPEC = {
  limit: int(),
  starting_after: str(),
  ending_before: str(),
  created: createdRange(),
} satisfies Record<string, Field<unknown>>;

type ListParams = Params<typeof LIST_SPEC>;

/** One page, newest first, of the caller's objects that satisfy the filter. */
export function page<K extends Kind>(
  call: Call,
  kind: K,
  url: string,
  keep: (doc: Doc<Kinds[K]>) => boolean = () => true,
): { object: 'list'; data: object[]; has_more: boolean; url: string } {
  const params = call.params as ListParams;
  const limit = params.limit ?? 10;
  if (limit < 1 || limit > 100) {
    throw invalidParam(
      `This value must be ${limit < 1 ? 'greater than or equal to 1' : 'less than or equal to 100'} (it currently is '${limit}').`,
      'limit',
      'parameter_invalid_integer',
    );
  }
  const all = call.change
    .all(kind)
    .filter((doc) => doc.account === call.account)
    .reverse();
  const cursor = params.starting_after ?? params.ending_before;
  const at = cursor === undefined ? -1 : all.findIndex((doc) => (doc.object as { id: string }).id === cursor);
  if (cursor !== undefined && at < 0)
    throw missing(kind, cursor, params.starting_after ? 'starting_after' : 'ending_before');
  const matches = (doc: Doc<Kinds[K]>) =>
    (params.created?.((doc.object as { created?: number }).created ?? 0) ?? true) && keep(doc);
  const backwards = params.ending_before !== undefined && params.starting_after === undefined;
  const rest = (backwards ? all.slice(0, at) : all.slice(at + 1)).filter(matches);
  const data = backwards ? rest.slice(-limit) : rest.slice(0, limit);
  return { object: 'list', data: data.map((doc) => doc.object as object), has_more: rest.length > limit, url };
}

/** A list object inside another object. */
export function sublist<T>(data: T[], url: string): Stripe.ApiList<T> {
  return { object: 'list', data, has_more: false, url, total_count: data.length } as unknown as Stripe.ApiList<T>;
}

const KIND_BY_PREFIX: Record<string, Kind> = {
  acct: 'account',
  ch: 'charge',
  py: 'charge',
  dp: 'dispute',
  fxq: 'fx_quote',
  pi: 'payment_intent',
  pm: 'payment_method',
  po: 'payout',
  re: 'refund',
  pyr: 'refund',
  tr: 'transfer',
  trr: 'transfer_reversal',
  txn: 'balance_transaction',
}; // prettier keeps prefixes beside their kinds
const MAX_DEPTH = 4;

/** Replaces ids by the objects they name along the `expand` paths; 400 for a path that leads nowhere. */
export function expand(reader: Reader, answer: object, paths: string[]): object {
  const copy = structuredClone(answer) as Record<string, unknown>;
  for (const path of paths) {
    const steps = path.split('.');
    if (steps.length > MAX_DEPTH) {
      throw invalidParam(`You cannot expand more than ${MAX_DEPTH} levels of a property. Property: ${path}`, 'expand');
    }
    expandInto(reader, copy, steps, path);
  }
  return copy;
}

function expandInto(reader: Reader, node: Record<string, unknown>, steps: string[], path: string): void {
  const [name, ...rest] = steps;
  if (name === undefined) return;
  if (name === 'refunds' && node.object === 'charge' && node.refunds === undefined) {
    const refunds = reader.all('refund').filter(({ object }) => object.charge === node.id);
    node.refunds = sublist(refunds.map((doc) => doc.object).reverse(), `/v1/charges/${String(node.id)}/refunds`);
  }
  if (!(name in node)) {
    throw invalidParam(`This property cannot be expanded (${name}).`, `expand[0]`);
  }
  const value = node[name];
  if (value === null) return;
  if (typeof value === 'string') node[name] = lookUp(reader, value, path);
  const next = node[name];
  const targets = Array.isArray(next) ? next : [next];
  for (const target of targets) {
    if (typeof target === 'object' && target !== null) {
      expandInto(reader, target as Record<string, unknown>, rest, path);
    }
  }
}

function lookUp(reader: Reader, id: string, path: string): unknown {
  const kind = KIND_BY_PREFIX[id.split('_')[0] ?? ''];
  const found = kind && reader.find(kind, id);
  if (!found) throw invalidParam(`This property cannot be expanded (${path}).`, 'expand[0]');
  return structuredClone(found.object);
}
