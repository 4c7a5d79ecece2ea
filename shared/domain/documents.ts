/** What a person has to accept before they use the product. */
export const DOCUMENTS = ['terms', 'privacy'] as const;
export type LegalDocument = (typeof DOCUMENTS)[number];

export const DOCUMENT_NAMES: Record<LegalDocument, string> = {
  terms: 'terms of use',
  privacy: 'privacy policy',
};

/** One version of a document. */
export interface DocumentVersion {
  /** The day it was published on, which is its name. */
  version: string;
  /** What is new in it, in sentences for people. */
  changes: readonly string[];
}

/** Every version of each document, oldest first; the texts of the last ones are the site's. */
export const DOCUMENT_VERSIONS: Record<LegalDocument, readonly DocumentVersion[]> = {
  terms: [
    { version: '2026-03-02', changes: [] },
    {
      version: '2026-09-14',
      changes: [
        'Protected payments: money for a contract is held by the payment provider until the content is approved, and when it is paid back is said step by step.',
        'Workspaces: an owner may now hand the ownership to another member, and what happens when a workspace is closed is described.',
        'Keys and webhooks of a workspace are the responsibility of its owners.',
      ],
    },
  ],
  privacy: [
    { version: '2026-03-02', changes: [] },
    {
      version: '2026-09-14',
      changes: [
        'Numbers of connected social accounts: what is read, how often, and for how long the platforms’ answers are kept.',
        'The log of your account notes the network address and the device of each action, for your own protection.',
        'Product analytics and personalisation are each asked for on their own, and are off until you allow them.',
      ],
    },
  ],
};

/** What a person allows beyond what the product needs; each is off until given and can be withdrawn at any time. */
export const PREFERENCES = ['marketing', 'analytics', 'personalisation'] as const;
export type Preference = (typeof PREFERENCES)[number];
export type Preferences = Record<Preference, boolean>;

/** Which version of a document was accepted, and when. */
export interface Acceptance {
  version: string;
  at: string;
}
export type Acceptances = { [D in LegalDocument]?: Acceptance | undefined };

/** The version of a document that holds now. */
export function currentVersionOf(document: LegalDocument): DocumentVersion {
  return DOCUMENT_VERSIONS[document].at(-1) as DocumentVersion;
}

/** The acceptance of every document as it is now. */
export function acceptAll(at: string): Record<LegalDocument, Acceptance> {
  const of = (document: LegalDocument) => ({ version: currentVersionOf(document).version, at });
  return { terms: of('terms'), privacy: of('privacy') };
}

/** The documents a person has to accept before they go on: those they have not accepted in their last version. */
export function documentsDue(accepted: Acceptances): LegalDocument[] {
  return DOCUMENTS.filter((document) => accepted[document]?.version !== currentVersionOf(document).version);
}

/** What is new since the version a person accepted; everything ever changed is nothing new to who accepted none. */
export function changesSince(document: LegalDocument, version: string | undefined): string[] {
  if (version === undefined) return [];
  return DOCUMENT_VERSIONS[document].filter((one) => one.version > version).flatMap(({ changes }) => changes);
}
