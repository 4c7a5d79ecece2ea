import { type Refused, refuse } from './decision.ts';
import {
  type Acceptances,
  currentVersionOf,
  DOCUMENT_VERSIONS,
  DOCUMENTS,
  type LegalDocument,
  PREFERENCES,
  type Preference,
  type Preferences,
} from './documents.ts';
import type { FieldChange } from './field-change.ts';

/** What is kept of a person's consents; what is absent was never given. */
export interface KeptConsents {
  /** Accounts from before versions were kept say only when they accepted. */
  termsAt?: string | undefined;
  accepted?: Acceptances | undefined;
  marketing: boolean;
  analytics?: boolean | undefined;
  personalisation?: boolean | undefined;
}

/** What a person accepted: each document's version and when. */
export function acceptancesOf({ accepted, termsAt }: KeptConsents): Acceptances {
  if (accepted || !termsAt) return accepted ?? {};
  const held = DOCUMENTS.flatMap((document) => {
    const version = DOCUMENT_VERSIONS[document].findLast((one) => one.version <= termsAt.slice(0, 10))?.version;
    return version ? [[document, { version, at: termsAt }] as const] : [];
  });
  return Object.fromEntries(held);
}

/** What a person allows. */
export function preferencesOf({ marketing, analytics = false, personalisation = false }: KeptConsents): Preferences {
  return { marketing, analytics, personalisation };
}

export interface ConsentRequest {
  accept?: readonly { document: LegalDocument; version: string }[] | undefined;
  preferences?: { [P in Preference]?: boolean | undefined } | undefined;
}

export interface ConsentDecision {
  consents: KeptConsents;
  /** What was newly accepted; `before` is the version accepted until then. */
  accepted: { document: LegalDocument; version: string; before: string | null }[];
  changes: (FieldChange & { field: Preference; from: boolean; to: boolean })[];
}

/** Accepts documents and sets preferences: only the last version of a document can be accepted, and what is so already stays without a trace. */
export function decideConsents(
  kept: KeptConsents,
  { accept = [], preferences = {} }: ConsentRequest,
  nowIso: string,
): ConsentDecision | Refused<'document_outdated'> {
  const before = acceptancesOf(kept);
  const outdated = accept.find(({ document, version }) => version !== currentVersionOf(document).version);
  if (outdated) {
    const { version } = currentVersionOf(outdated.document);
    return refuse('document_outdated', `The version that holds now is ${version}; read it and accept that one.`);
  }
  const accepted = accept
    .filter(({ document, version }) => before[document]?.version !== version)
    .map(({ document, version }) => ({ document, version, before: before[document]?.version ?? null }));
  const old = preferencesOf(kept);
  const next = Object.fromEntries(
    PREFERENCES.map((name) => [name, preferences[name] ?? old[name]]),
  ) as unknown as Preferences;
  const changes = PREFERENCES.filter((name) => next[name] !== old[name]).map((field) => ({
    ...{ field, from: old[field], to: next[field] },
  }));
  const now = Object.fromEntries(accepted.map(({ document, version }) => [document, { version, at: nowIso }]));
  return { consents: { accepted: { ...before, ...now }, ...next }, accepted, changes };
}
