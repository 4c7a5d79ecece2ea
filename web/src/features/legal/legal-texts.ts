/** One part of a document. */
export interface Section {
  title: string;
  paragraphs: readonly string[];
}

/** The terms of use in their last version. */
export const TERMS: readonly Section[] = [
  {
    title: 'What Accord is',
    paragraphs: [
      'Accord brings brands and influencers together: they find each other, agree terms, pay into protection, approve content, and see what it achieved. The contract about a piece of work is always between the brand and the influencer; Accord is not a party to it.',
      'You need an account. Say who you really are, keep what you say up to date, and keep your password and your second factor to yourself.',
    ],
  },
  {
    title: 'Workspaces and the people in them',
    paragraphs: [
      'A workspace belongs to an organisation. Its owners decide who is a member and with which role, and answer for what members do in it. An owner may hand the ownership to another member, who has to accept it.',
      'Closing a workspace ends the access of everybody in it at once. It is not possible while money is held, a campaign runs or an offer is open. What was agreed and paid stays valid, and records that the law asks for are kept.',
      'Keys and webhooks act for the workspace. Whoever holds one acts in its name, so owners see to it that they are kept secret and taken back when they are no longer needed.',
    ],
  },
  {
    title: 'Offers, contracts and content',
    paragraphs: [
      'An offer binds its sender until it expires or is withdrawn. With its acceptance a contract is made from exactly the accepted version, which neither side can change alone.',
      'Influencers answer for their content: that it is theirs, that it is marked as advertising where the law asks for it, and that it infringes nobody’s rights. Brands review what is handed in within the agreed rounds and in good faith.',
    ],
  },
  {
    title: 'Protected payments',
    paragraphs: [
      'A brand pays before work begins. The money is held by our payment provider, not by us, until the content is approved and live as agreed; then it goes to the influencer, less the fee that both sides saw before they agreed.',
      'If the work is not done, the money goes back to the brand. While the two sides, or a bank, dispute a payment, it stays where it is until that is decided.',
    ],
  },
  {
    title: 'What is not allowed',
    paragraphs: [
      'No bought followers or faked numbers, no agreements around the platform to avoid its fee after meeting here, no content that is unlawful or demeaning, no attempts to get at data of others, and no load that harms the service for everybody else.',
      'We may suspend an account that breaks these terms, after telling its holder why and hearing them, or at once where waiting would harm others.',
    ],
  },
  {
    title: 'What we answer for',
    paragraphs: [
      'We run the service with the care of a prudent merchant. We are liable without limit for intent and gross negligence, for harm to life, body and health, and where the law forbids a limit; otherwise for the damage that is typical and foreseeable.',
      'Numbers that social platforms give us are shown as they gave them, with the answer they came from. We do not vouch for what they say.',
    ],
  },
  {
    title: 'Ending it, and changes',
    paragraphs: [
      'You may close your account at any time once nothing is open in it. We may end the agreement with thirty days’ notice.',
      'When these terms change, you are shown what changed and asked before you go on. If you do not agree, you can close your account; running contracts are finished under the terms they were made under.',
    ],
  },
];

/** The privacy policy in its last version. */
export const PRIVACY: readonly Section[] = [
  {
    title: 'Who is responsible',
    paragraphs: [
      'Accord is responsible for the data of your account. For what brands and influencers exchange about a campaign, each of them is responsible as well. Write to privacy@accord.example with any question or wish about your data.',
    ],
  },
  {
    title: 'What we keep, why, and how long',
    paragraphs: [
      'Your account: name, e-mail address, country, time zone, and what you log in with. We need it to provide the service, and keep it as long as your account exists.',
      'Your work: campaigns, offers, contracts, content, messages and payments. They belong to agreements between you and others; invoices and entries of the books are kept as long as tax law asks, ten years at most.',
      'Numbers of connected social accounts: only for accounts that you connect, read hourly while content is live and daily otherwise. The platforms’ answers are kept as receipts for the numbers shown, until the contract they prove may be forgotten. Disconnecting an account takes our access back at once.',
      'The log of your account: each log-in and each change, with the time, the network address and the device. It protects you against others using your account. You read it under Account → Activity; owners of a workspace see in its audit log what members do there.',
    ],
  },
  {
    title: 'What we ask for first',
    paragraphs: [
      'Product news by e-mail, product analytics, and personalisation are each off until you allow them, and each can be withdrawn at any time under Account → Privacy, as easily as it was given. Withdrawing changes nothing about what was lawful before. Today we use no analytics at all.',
      'E-mails about your account, your contracts and your money are part of the service and are sent in any case.',
    ],
  },
  {
    title: 'Who else sees data',
    paragraphs: [
      'The other side of an agreement sees what the agreement is about. Our hosting provider (Amazon Web Services, in the European Union) stores everything encrypted for us; our payment provider (Stripe) handles cards and payouts, and card numbers never reach us. We sell no data and show no advertising.',
    ],
  },
  {
    title: 'Your rights',
    paragraphs: [
      'You may see your data, have it corrected, exported or erased, restrict or object to its use, and withdraw any consent. We answer within a month. What the law makes us keep, such as invoices, is closed off instead of erased.',
      'If you think we do wrong, you may complain to a data protection authority, for instance that of the country you live in.',
    ],
  },
  {
    title: 'Changes',
    paragraphs: [
      'When this policy changes, you are shown what changed and asked to take note of it before you go on. Which version you accepted, and when, stands under Account → Privacy.',
    ],
  },
];
