/** The one registry of id prefixes; an id is prefix + '_' + ULID. Ids name, they never grant. */
export const ID_PREFIXES = {
  user: 'usr',
  workspace: 'wsp',
  brand: 'brd',
  influencer: 'inf',
  campaign: 'cmp',
  template: 'tpl',
  application: 'app',
  offer: 'off',
  contract: 'ctr',
  escrow: 'esc',
  payment: 'pay',
  submission: 'sub',
  upload: 'upl',
  comment: 'cmt',
  document: 'doc',
  link: 'lnk',
  thread: 'thr',
  message: 'msg',
  invoice: 'inv',
  payout: 'pyo',
  proof: 'prf',
  transaction: 'txn',
  entry: 'ent',
  adjustment: 'adj',
  event: 'evt',
  notification: 'ntf',
  receipt: 'rcp',
  invitation: 'ivt',
  dispute: 'dsp',
  moderation: 'mod',
  apiKey: 'key',
  webhook: 'whk',
  delivery: 'dlv',
  rule: 'rul',
  ruleRun: 'run',
  task: 'tsk',
  session: 'ses',
  request: 'req',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

/** The pattern of a well-formed id of that kind (Crockford base 32, 26 characters). */
export function idPattern(kind: IdKind): RegExp {
  return new RegExp(`^${ID_PREFIXES[kind]}_[0-9A-HJKMNP-TV-Z]{26}$`);
}

/** The id under which moderators see a piece of content: it has the same end, so that either names the other. */
export function moderationIdOf(submissionId: string): string {
  return submissionId.replace(ID_PREFIXES.submission, ID_PREFIXES.moderation);
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** When an id was minted, ms since the epoch: the first ten characters of its ULID. */
export function mintedAtMs(id: string): number {
  const ulid = id.slice(id.indexOf('_') + 1);
  return [...ulid.slice(0, 10)].reduce((ms, char) => ms * 32 + CROCKFORD.indexOf(char), 0);
}
