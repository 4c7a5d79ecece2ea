import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { App, Validations } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { COUNTRY_CODES } from '#contract/countries.ts';
import { parseFeeTiers } from '#contract/fee-tiers.ts';
import { buildWeb, SITE_FOLDER } from './build-web.ts';
import { type BundleReport, bundleFolder, bundleFunctions } from './bundle.ts';
import { composeApp } from './stacks/compose-app.ts';
import type { StageSettings } from './stacks/settings.ts';
import { loadDefinitions } from './stacks/workflow-definitions.ts';

export type Stage = 'local' | 'dev' | 'prod';

export interface SynthesisOptions {
  stage?: Stage;
  /** Folder of the cloud assembly. */
  outdir?: string;
  /** Run the cdk-nag packs; any finding that is not acknowledged fails. */
  checkRules?: boolean;
  /** Folder that holds functions/ and workflows/; the repository when not given. */
  sourceRoot?: string;
  /** Folder for the bundles; .build/functions when not given. */
  buildFolder?: string;
  /** Folder of a site that is built already; the site is built when not given. */
  siteFolder?: string;
  /** Further CDK context, as `--context` gives it. */
  context?: Record<string, unknown>;
}

const REPOSITORY = fileURLToPath(new URL('..', import.meta.url));

/** Builds the site and the functions and synthesizes the stacks of one stage into a cloud assembly. */
export async function synthesize(options: SynthesisOptions = {}): Promise<BundleReport> {
  const root = options.sourceRoot ?? REPOSITORY;
  const bundles = bundleFunctions(root, options.buildFolder);
  const [report] = await Promise.all([bundles, options.siteFolder ? undefined : buildWeb()]);
  const app = new App({
    analyticsReporting: false,
    // Bookkeeping for the CDK's own tools that nothing here reads; without it the synthesis takes half the time.
    stackTraces: false,
    treeMetadata: false,
    // Takes as long as the rest together, and every start of the local target would pay; deployments and tests have it.
    builtinCloudFormationValidation: options.stage !== 'local' || options.checkRules === true,
    ...(options.outdir && { outdir: options.outdir }),
    context: { ...readContextFile(), ...options.context },
  });
  const settings = settingsOf(app, options.stage);
  const definitions = await loadDefinitions(report.files, root);
  composeApp(app, {
    settings,
    definitions,
    files: report.files,
    bundleOf: (stack) => bundleFolder(stack, options.buildFolder),
    siteFolder: options.siteFolder ?? SITE_FOLDER,
  });
  if (options.checkRules) {
    // Loaded only when asked for: the packs cost more than a second.
    const { AwsSolutionsChecks, ServerlessChecks } = await import('cdk-nag');
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  }
  app.synth();
  return report;
}

function settingsOf(app: App, wanted?: Stage): StageSettings {
  const stage = wanted ?? text(app, 'stage') ?? 'dev';
  const mailDomain = text(app, 'mailDomain') ?? 'accord.example';
  const domain = text(app, 'domain');
  const certificateArn = text(app, 'certificateArn');
  const webAclArn = text(app, 'webAclArn');
  const operationsEmail = text(app, 'operationsEmail');
  const hostedZone = hostedZoneOf(app, domain);
  const logInDomainPrefix = text(app, 'logInDomainPrefix');
  const platformTaxNumber = text(app, 'platformTaxNumber');
  const common = {
    mailDomain,
    mailDomainVerified: text(app, 'mailDomainVerified') === 'true',
    ...(domain && { domain }),
    ...(certificateArn && { certificateArn }),
    makesCertificate: domain !== undefined && text(app, 'ownCertificate') !== 'true',
    ...(hostedZone && { hostedZone }),
    makesWebAcl: (text(app, 'webAcl') ?? String(stage === 'prod')) === 'true',
    ...(webAclArn && { webAclArn }),
    sharesProviderSecret: false,
    hasAlarms: true,
    webhookTargets: 'public' as const,
    feeTiers: feeTiersOf(app),
    ...(operationsEmail && { operationsEmail }),
    // Without a domain of its own the site lives somewhere below cloudfront.net.
    uploadOrigins: [domain ? `https://${domain}` : 'https://*.cloudfront.net'],
    socialClientIds: {
      instagram: text(app, 'instagramClientId') ?? 'accord',
      youtube: text(app, 'youtubeClientId') ?? 'accord',
      tiktok: text(app, 'tiktokClientId') ?? 'accord',
    },
    platformCountry: country(app, 'platformCountry') ?? 'DE',
    ...(platformTaxNumber && { platformTaxNumber }),
    logInClientIds: logInClientIdsOf(app),
    ...smsOf(app),
    malwareScan: malwareScanOf(app),
    screening: screeningOf(app),
    ...breachedPasswordsOf(app),
    ...(logInDomainPrefix && { logInDomainPrefix }),
    stripePublishableKey: text(app, 'stripePublishableKey') ?? 'pk_test_accord',
  };
  switch (stage) {
    case 'local':
      return {
        ...common,
        stage,
        env: { account: '000000000000', region: 'us-east-1' },
        keepData: false,
        logRetention: RetentionDays.ONE_WEEK,
        monthlyBudgetUsd: 1,
        auditLock: { mode: 'governance', days: 1 },
        uploadOrigins: ['http://localhost:*'],
        webhookTargets: 'public-and-loopback',
        // The stand-ins take any.
        logInClientIds: { google: 'accord', linkedin: 'accord' },
        malwareScan: 'embedded',
        // No service is asked from this machine, whatever the context says.
        screening: 'embedded',
        sms: { sender: 'arn:aws:sms-voice:us-east-1:000000000000:sender-id/ACCORD/DE', countries: COUNTRY_CODES },
        throttle: { ratePerSecond: 500, burst: 1000 },
      };
    case 'dev':
      return {
        ...common,
        stage,
        keepData: false,
        logRetention: RetentionDays.TWO_WEEKS,
        monthlyBudgetUsd: amount(app, 'monthlyBudgetUsd') ?? 10,
        // A stage that is taken down again: its bucket can be emptied the day after.
        auditLock: { mode: 'governance', days: 1 },
        sharesProviderSecret: true,
        hasAlarms: text(app, 'alarms') === 'true',
        throttle: { ratePerSecond: 50, burst: 100 },
      };
    case 'prod':
      return {
        ...common,
        stage,
        keepData: true,
        logRetention: RetentionDays.SIX_MONTHS,
        monthlyBudgetUsd: amount(app, 'monthlyBudgetUsd') ?? 100,
        auditLock: { mode: 'compliance', days: 365 },
        throttle: { ratePerSecond: 500, burst: 1000 },
      };
    default:
      throw new Error(`There is no stage "${stage}"; choose local, dev or prod with --context stage=….`);
  }
}

/** The providers of social log-in that this deployment is registered with. */
function logInClientIdsOf(app: App): StageSettings['logInClientIds'] {
  const [google, linkedin] = [text(app, 'googleClientId'), text(app, 'linkedinClientId')];
  return { ...(google && { google }), ...(linkedin && { linkedin }) };
}

/** What codes are sent by SMS from and where to; nothing when no sender is given. Throws for what is neither an ARN of one nor a list of countries. */
function smsOf(app: App): Pick<StageSettings, 'sms'> {
  const sender = text(app, 'smsSender');
  if (sender === undefined) return {};
  if (!/^arn:aws[a-z-]*:sms-voice:[a-z0-9-]+:\d{12}:(phone-number|pool|sender-id)\/[\w/-]+$/.test(sender))
    throw new Error(
      `The context value smsSender is "${sender}"; give the ARN of a phone number, pool or sender id of AWS End User Messaging SMS.`,
    );
  const countries = (text(app, 'smsCountries') ?? country(app, 'platformCountry') ?? 'DE').split(',');
  const unknown = countries.filter((code) => !COUNTRY_CODES.includes(code));
  if (unknown.length > 0)
    throw new Error(`The context value smsCountries names ${unknown.join(', ')}; give country codes, e.g. DE,FR,GB.`);
  return { sms: { sender, countries } };
}

/** Who scans uploads for malware; throws for any other name. */
function malwareScanOf(app: App): StageSettings['malwareScan'] {
  const given = text(app, 'malwareScan') ?? 'embedded';
  if (given === 'guardduty' || given === 'embedded') return given;
  throw new Error(`The context value malwareScan is "${given}"; say guardduty, or embedded for no scan.`);
}

/** Who screens content and campaigns; throws for any other name. */
function screeningOf(app: App): StageSettings['screening'] {
  const given = text(app, 'screening') ?? 'embedded';
  if (given === 'aws' || given === 'embedded') return given;
  throw new Error(
    `The context value screening is "${given}"; say aws for Amazon Comprehend and Rekognition, or embedded for lists of words.`,
  );
}

/** The service of breached passwords, when one is named; throws for what is no https address. */
function breachedPasswordsOf(app: App): Pick<StageSettings, 'breachedPasswordsUrl'> {
  const given = text(app, 'breachedPasswordsUrl');
  if (given === undefined) return {};
  if (!/^https:\/\/[\w.-]+(\/[\w./-]*)?$/.test(given))
    throw new Error(
      `The context value breachedPasswordsUrl is "${given}"; give an https address, e.g. https://api.pwnedpasswords.com.`,
    );
  return { breachedPasswordsUrl: given.replace(/\/$/, '') };
}

/** The fee table of the context, checked; throws a sentence that says what is wrong with it. */
function feeTiersOf(app: App): string {
  const given: unknown = app.node.tryGetContext('feeTiers');
  return JSON.stringify(parseFeeTiers(typeof given === 'string' ? given : JSON.stringify(given ?? null)));
}

/** The zone by its id and name; the domain's own name when none is given. */
function hostedZoneOf(app: App, domain: string | undefined): StageSettings['hostedZone'] {
  const hostedZoneId = text(app, 'hostedZoneId');
  const zoneName = text(app, 'hostedZoneName') ?? domain;
  return hostedZoneId && zoneName ? { hostedZoneId, zoneName } : undefined;
}

/** A positive amount of money; throws for what is none. */
function amount(app: App, key: string): number | undefined {
  const given = text(app, key);
  if (given === undefined) return undefined;
  if (!(Number(given) > 0)) throw new Error(`The context value ${key} is "${given}"; give an amount above zero.`);
  return Number(given);
}

/** A country code; throws for what is none. */
function country(app: App, key: string): string | undefined {
  const given = text(app, key);
  if (given !== undefined && !/^[A-Z]{2}$/.test(given))
    throw new Error(`The context value ${key} is "${given}"; give a country as two capital letters, e.g. DE.`);
  return given;
}

function text(app: App, key: string): string | undefined {
  const value: unknown = app.node.tryGetContext(key);
  return value === undefined || value === '' ? undefined : String(value);
}

/** The flags of cdk.json, which the CLI would pass on; without the CLI they are read here so that both give the same templates. */
function readContextFile(): Record<string, unknown> {
  const file = JSON.parse(readFileSync(join(REPOSITORY, 'cdk.json'), 'utf8')) as { context?: Record<string, unknown> };
  return file.context ?? {};
}

function stageFromEnvironment(): Stage | undefined {
  const stage = process.env.STAGE;
  return stage ? (stage as Stage) : undefined;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const stage = stageFromEnvironment();
  await synthesize({
    ...(stage && { stage }),
    ...(process.env.SITE_FOLDER && { siteFolder: process.env.SITE_FOLDER }),
    outdir: process.env.CDK_OUTDIR ?? join(REPOSITORY, 'cdk.out'),
    checkRules: process.env.NAG === '1',
  });
}
