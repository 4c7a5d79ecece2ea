import type { StageSettings } from './settings.ts';

/** The stacks that hold functions; the folder of a function decides which one. */
export const FUNCTION_STACKS = ['core', 'accounts', 'teams', 'deals', 'money', 'talks', 'events'] as const;
export type FunctionStack = (typeof FUNCTION_STACKS)[number];

/** Folder below functions/ → stack. A folder without a line here fails the synthesis. */
export const STACK_OF_FOLDER: Readonly<Record<string, FunctionStack>> = {
  authorizer: 'core',
  auth: 'accounts',
  users: 'accounts',
  workspaces: 'teams',
  members: 'teams',
  invitations: 'teams',
  brands: 'teams',
  influencers: 'accounts',
  search: 'accounts',
  system: 'accounts',
  operations: 'accounts',
  campaigns: 'deals',
  applications: 'deals',
  offers: 'deals',
  contracts: 'deals',
  deeds: 'talks',
  rights: 'talks',
  content: 'deals',
  uploads: 'teams',
  templates: 'talks',
  documents: 'talks',
  messages: 'talks',
  rules: 'talks',
  tasks: 'talks',
  moderation: 'talks',
  notifications: 'deals',
  preferences: 'talks',
  analytics: 'deals',
  receipts: 'deals',
  live: 'deals',
  payments: 'money',
  payouts: 'money',
  proofs: 'money',
  disputes: 'money',
  ledger: 'money',
  invoices: 'money',
  webhooks: 'money',
  integrations: 'teams',
  reactions: 'events',
  schedules: 'events',
  streams: 'events',
  files: 'events',
  queues: 'events',
  realtime: 'events',
};

/** What is deployed as one package: the functions of a stack; but those of functions/files apart, since what draws pictures and decodes films is larger than all other code. */
export type Package = FunctionStack | 'media';
export const packageOf = (folder: string, stack: FunctionStack): Package => (folder === 'files' ? 'media' : stack);

/** Background functions that live apart from the others of their folder, beside what they are about: a stack holds no more than so many. */
export const STACK_OF_FUNCTION: Readonly<Record<string, FunctionStack>> = {
  'reactions.on-notification-created-text': 'talks',
  'schedules.send-posts': 'talks',
  'reactions.on-event-run-rules': 'talks',
  'reactions.on-campaign-status-changed-end-what-waits': 'deals',
  'reactions.on-content-submitted-screen-media': 'teams',
  'queues.take-film-result': 'teams',
  'schedules.end-screenings': 'teams',
};

/** Functions that there are only where Amazon's services screen; without them nothing would ever call these. */
const ONLY_WITH_SERVICES: readonly string[] = [
  'reactions.on-content-submitted-screen-media',
  'queues.take-film-result',
  'schedules.end-screenings',
];

/** Whether a stage has a function. */
export const isDeployed = ({ id }: { id: string }, { screening }: Pick<StageSettings, 'screening'>): boolean =>
  screening === 'aws' || !ONLY_WITH_SERVICES.includes(id);

/** MB of functions that need more than the usual ones; Lambda gives processor time in proportion, a whole one at 1769 MB. */
export const MEMORY_MB: Readonly<Record<string, number>> = {
  // Unpacks pictures of up to 50 megapixels and draws them anew; its decoder of films takes no more than half a GiB.
  'files.inspect-upload': 1769,
  // Builds its index of everyone who may be found when a container begins, and keeps it.
  'search.search-influencers': 1769,
  // Typesets; nobody waits for it, but the file is to be there when somebody looks.
  'reactions.on-event-print-paper': 1769,
  'reactions.on-event-make-dossier': 1769,
};

/** How long functions may take that need longer than the usual ones, seconds. */
export const SECONDS: Readonly<Record<string, number>> = {
  // The store answers when it has put a film together, which takes it the longer the more parts there are; the API waits 30 seconds.
  'uploads.complete-upload': 29,
};

/** Folder below workflows/ → stack of the machine and its steps. */
export const STACK_OF_MACHINE: Readonly<Record<string, FunctionStack>> = {
  'campaign-lifecycle': 'deals',
  'escrow-release': 'money',
  'ledger-check': 'money',
  'rule-wait': 'talks',
};

/** State machines that functions may be granted to start or signal. */
export type Machine = 'campaign-lifecycle' | 'escrow-release' | 'ledger-check' | 'rule-wait';

/** Folders below functions/ whose files are not endpoints of the contract. */
export const BACKGROUND_FOLDERS = [
  'authorizer',
  'files',
  'operations',
  'reactions',
  'schedules',
  'streams',
  'queues',
  'realtime',
] as const;
