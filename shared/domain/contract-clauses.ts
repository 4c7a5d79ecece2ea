/** When a clause, or a paragraph of one, is part of a contract: by what its terms say. */
export const CLAUSE_CONDITIONS = [
  'always',
  'is_amended',
  'has_pieces',
  'has_no_pieces',
  'is_extension',
  'has_revisions',
  'has_no_revisions',
  'has_review_days',
  'has_no_review_days',
  'has_milestones',
  'has_rights',
  'has_channels',
  'has_term',
  'is_perpetual',
  'has_paid_ads',
  'has_no_paid_ads',
  'has_whitelisting',
  'has_no_whitelisting',
  'has_words_only',
  'has_further_words',
  'is_unlimited',
  'has_wide_words',
  'has_rights_warnings',
  'has_exclusivity',
] as const;
export type ClauseCondition = (typeof CLAUSE_CONDITIONS)[number];

export interface ClauseParagraph {
  when: ClauseCondition;
  /** With holes in braces. */
  text: string;
  /** Said once for each entry of a list, with the entry as `{each}`. */
  each?: 'disclosureRules';
}

/** A piece of a contract. One that was used in a contract is never edited: what it should say anew is its next version. */
export interface Clause {
  id: string;
  version: number;
  heading: string;
  when: ClauseCondition;
  paragraphs: readonly ClauseParagraph[];
}

const always = (text: string): ClauseParagraph => ({ when: 'always', text });
const when = (condition: ClauseCondition, text: string): ClauseParagraph => ({ when: condition, text });
const clause = (
  name: `${string}@${number}`,
  heading: string,
  paragraphs: readonly ClauseParagraph[],
  condition: ClauseCondition = 'always',
): Clause => {
  const [id = '', version] = name.split('@');
  return { id, version: Number(version), heading, when: condition, paragraphs };
};

/** Every clause in every version that a template names. */
export const CLAUSES: readonly Clause[] = [
  clause('parties@1', 'Parties', [
    always(
      'This contract is between {brandName} (“the brand”, workspace {workspaceId}) and {influencerName} (“the creator”, {influencerId}), for the campaign “{campaignTitle}” ({campaignId}).',
    ),
    always(
      'It is what both sides agreed to in version {offerVersion} of the offer {offerId} on Accord. Accord keeps the record, holds the money and pays it out; it is not a party.',
    ),
    when(
      'is_amended',
      'It is version {number} of the contract: both sides agreed to it in place of version {versionBefore}, which stays readable.',
    ),
  ]),
  clause(
    'extension@1',
    'Content of an earlier contract',
    [
      always(
        'The brand goes on using the content that the creator made for it under the contract {extends}, as “Use of the content” below says, in place of what that contract says of its use from {dueOn} on.',
      ),
      when('has_no_pieces', 'No new content is made.'),
    ],
    'is_extension',
  ),
  clause(
    'work@1',
    'What is made',
    [
      always('The creator makes and publishes: {deliverables}. All of it is live by {dueOn}.'),
      always('Content is handed in on Accord and is published once the brand has approved it.'),
      when('has_review_days', 'Content that the brand has not answered within {reviewDays} counts as approved.'),
      when('has_no_review_days', 'Content waits for the answer of the brand; silence does not approve it.'),
    ],
    'has_pieces',
  ),
  clause(
    'work@2',
    'What is made',
    [
      always('The creator makes and publishes: {deliverables}. All of it is live by {dueOn}.'),
      always('Content is handed in on Accord and is published once the brand has approved it.'),
      when(
        'has_review_days',
        'Content that the brand has not answered within {reviewDays} counts as approved. Where its pictures and videos could not be screened and nobody at the brand has opened them, a moderator of Accord looks at them within 2 days after that, and it counts as approved once they let it through.',
      ),
      when('has_no_review_days', 'Content waits for the answer of the brand; silence does not approve it.'),
    ],
    'has_pieces',
  ),
  clause(
    'revisions@1',
    'Changes to content',
    [
      when(
        'has_revisions',
        'For each piece the brand may ask for changes {revisionRounds}; after that it approves the piece or rejects it.',
      ),
      when('has_no_revisions', 'Changes are not included: the brand approves a piece or rejects it.'),
    ],
    'has_pieces',
  ),
  clause('payment@1', 'Payment', [
    always(
      'The price for everything in this contract is {price}. The brand pays it in on Accord, where it is held; the creator need not begin before it is held.',
    ),
    always(
      'Accord keeps {feePercent} of the price as its fee and pays the creator the rest. Taxes on what each side earns are that side’s own.',
    ),
    when('has_milestones', 'The price is paid in and released in milestones: {milestones}.'),
  ]),
  clause('objection@1', 'Release and objection', [
    when(
      'has_no_pieces',
      'Held money is released to the creator {objectionTime} after {dueOn}. Until then the brand may object by opening a dispute on Accord; if it says nothing, the money is released.',
    ),
    when(
      'has_pieces',
      'Held money is released to the creator {objectionTime} after the last piece that it pays for was reported live. Until then the brand may object by opening a dispute on Accord; if it says nothing, the money is released.',
    ),
    always(
      'Who answers a dispute has 5 days, and both sides have 7 more for evidence; if they do not agree, staff of Accord decides, and either side may appeal within 7 days.',
    ),
  ]),
  clause('usage@1', 'Use of the content', [
    when('has_words_only', 'In the words of both sides: “{usageRights}”'),
    when('has_channels', 'The brand may show the content on: {channels}.'),
    when('has_rights', 'Territory: {territories}.'),
    when(
      'has_term',
      'Term: from the day on which a piece is live, at the latest {dueOn}, until {rightsEndOn}, which is {termDays} after {dueOn}. After that the brand takes the content down and no longer uses it; posts of the past need not be deleted.',
    ),
    when('is_perpetual', 'Term: from the day on which a piece is live, without end.'),
    when('has_paid_ads', 'Paid advertising: the brand may use the content in advertising that it pays for.'),
    when('has_no_paid_ads', 'Paid advertising: not included. The brand does not pay for the content to be shown.'),
    when(
      'has_whitelisting',
      'Whitelisting: included. The brand may have the content shown as advertising under the creator’s name, and the creator gives it the access that the platform asks for.',
    ),
    when('has_no_whitelisting', 'Whitelisting: not included. Nothing is advertised under the creator’s name.'),
    when(
      'has_further_words',
      'Further, in the words of both sides: “{usageRights}” Where that differs from the list above, the list holds.',
    ),
    always(
      'The rights are for content that was paid for. Content whose price went back to the brand stays the creator’s alone. All rights that are not named here stay with the creator, and the brand passes none on.',
    ),
  ]),
  clause(
    'rights-warning@1',
    'Warning about the rights',
    [
      always('Both sides were shown this before they agreed.'),
      when(
        'is_perpetual',
        'The rights never end: the brand may use the content for as long as it likes, and the creator cannot license it anew for money.',
      ),
      when(
        'is_unlimited',
        'The rights have no limit of place or kind: every channel, the whole world, and paid advertising.',
      ),
      when(
        'has_wide_words',
        'The words about the use of the content sound like rights without limit of time, place or kind.',
      ),
    ],
    'has_rights_warnings',
  ),
  clause(
    'exclusivity@1',
    'Exclusivity',
    [
      always(
        'From the day on which both sides have agreed until {exclusiveUntil}, which is {exclusivityDays} after {dueOn}, the creator does not advertise {exclusivityCategory} for anyone else. Posts from before may stay.',
      ),
    ],
    'has_exclusivity',
  ),
  clause('disclosure@1', 'Disclosure', [
    always(
      'Every piece says that it is advertising: at the beginning, at first sight, without a click, and in the language of its audience. The label of the platform for paid partnerships is switched on as well.',
    ),
    { when: 'always', text: 'Where the sides live this holds: {each}', each: 'disclosureRules' },
    always(
      'The brand asks for no piece without it, and for no statement that is not true or that the creator does not hold.',
    ),
  ]),
  clause('cancellation@1', 'Cancellation', [
    always('Each side may get out of this contract on Accord as follows, and in no other way.'),
    always('Accepted, not paid in: the brand may, nothing moves; the creator may, nothing moves.'),
    always('Payment under way: the brand may, nothing moves; the creator may, nothing moves.'),
    always(
      'Held, nothing handed in: the brand may, what is held goes back to it; the creator may, what is held goes back to the brand.',
    ),
    always(
      'Held, content handed in and not all approved: the brand may not, and opens a dispute instead; the creator may, what is held goes back to the brand.',
    ),
    always(
      'Held, all content approved: the brand may not, and opens a dispute instead; the creator may, what is held goes back to the brand.',
    ),
    always(
      'Partly released, nothing handed in for the rest: the brand may, what is held goes back to it; the creator may, what is held goes back to the brand.',
    ),
    always('In dispute: neither may; the dispute decides.'),
    always('On its way, released or given back: neither may.'),
    always(
      'What goes back goes back whole: Accord gives up its fee with it. What has been released stays with the creator.',
    ),
  ]),
  clause('changes@1', 'Changes and signature', [
    always(
      'This contract changes only by a new version that both sides agree to on Accord. The price does not change once it has been paid in.',
    ),
    always(
      'Accepting the offer on Accord binds both sides. Either side may sign this text by typing its full name as well; the signature is kept with its time, its network address and the SHA-256 hash of this text.',
    ),
  ]),
];

/** The clauses of a contract, in order, by the version of the template. A template that was used is never edited. */
export const CONTRACT_TEMPLATES: Readonly<Record<number, readonly string[]>> = {
  1: [
    'parties@1',
    'extension@1',
    'work@1',
    'revisions@1',
    'payment@1',
    'objection@1',
    'usage@1',
    'rights-warning@1',
    'exclusivity@1',
    'disclosure@1',
    'cancellation@1',
    'changes@1',
  ],
  2: [
    'parties@1',
    'extension@1',
    'work@2',
    'revisions@1',
    'payment@1',
    'objection@1',
    'usage@1',
    'rights-warning@1',
    'exclusivity@1',
    'disclosure@1',
    'cancellation@1',
    'changes@1',
  ],
};

/** What new contracts are made from. */
export const NEWEST_TEMPLATE = 2;

/** The clauses of a template; throws for one that never was. */
export function clausesOf(template: number): Clause[] {
  const names = CONTRACT_TEMPLATES[template];
  if (!names) throw new Error(`There is no template ${template} of contracts.`);
  return names.map((name) => {
    const found = CLAUSES.find(({ id, version }) => `${id}@${version}` === name);
    if (!found) throw new Error(`Template ${template} names the clause ${name}, which is not in the library.`);
    return found;
  });
}
