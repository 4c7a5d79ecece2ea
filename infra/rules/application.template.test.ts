import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_PREFIX, routesOf } from '#contract/endpoint.ts';
import { endpoints } from '#contract/index.ts';
import { MEASURE_NAMESPACE, MEASURES, type MeasureName } from '#contract/measures.ts';
import { idleCostOf } from '../cost/idle-cost.ts';
import { MOST_USD } from '../cost/limits.ts';
import { grants } from '../grants.ts';
import { isDeployed } from '../stacks/areas.ts';
import { compareFilesWithContract } from '../stacks/function-files.ts';
import type { Properties, StackTemplate } from './assembly.ts';
import { breachesOf, HOUSE_RULES, type HouseRule, ownFunctions } from './house-rules.ts';
import pinnedIds from './pinned-ids.json' with { type: 'json' };
import { type Synthesized, synthesizeForTest } from './synthesized.ts';

const SYNTHESIS_MS = 120_000;
/** A domain with a certificate that exists already. */
const DEV_CONTEXT = {
  domain: 'dev.accord.example',
  certificateArn: 'arn:aws:acm:us-east-1:222222222222:certificate/22222222-2222-2222-2222-222222222222',
  ownCertificate: 'true',
};
const PROD_CONTEXT = {
  domain: 'accord.example',
  certificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/11111111-1111-1111-1111-111111111111',
  hostedZoneId: 'Z00000000000000000000',
  operationsEmail: 'operations@accord.example',
  googleClientId: '1234.apps.googleusercontent.com',
  smsSender: 'arn:aws:sms-voice:eu-central-1:111111111111:phone-number/phone-1',
  smsCountries: 'DE,FR',
  breachedPasswordsUrl: 'https://api.pwnedpasswords.com/',
  malwareScan: 'guardduty',
  screening: 'aws',
  webAclArn: 'arn:aws:wafv2:us-east-1:111111111111:global/webacl/accord/11111111-1111-1111-1111-111111111111',
};

let local: Synthesized;
let dev: Synthesized;
let prod: Synthesized;

// A finding of cdk-nag that nobody acknowledged fails the synthesis itself.
beforeAll(async () => {
  local = await synthesizeForTest('local');
  dev = await synthesizeForTest('dev', DEV_CONTEXT);
  prod = await synthesizeForTest('prod', PROD_CONTEXT);
}, SYNTHESIS_MS);

afterAll(() => {
  for (const synthesized of [local, dev, prod]) synthesized?.remove();
});

const resourcesOf = (stacks: readonly StackTemplate[], type: string) =>
  stacks.flatMap(({ resources }) => resources.filter((resource) => resource.type === type));

describe('house rules', () => {
  it.each(Object.keys(HOUSE_RULES) as HouseRule[])('%s', (rule) => {
    expect(breachesOf(rule, local.stacks)).toEqual([]);
    expect(breachesOf(rule, dev.stacks)).toEqual([]);
    expect(breachesOf(rule, prod.stacks)).toEqual([]);
  });
});

describe('cdk-nag', () => {
  it.each(['local', 'dev', 'prod'] as const)('has no finding in stage %s', (stage) => {
    const { outdir } = { local, dev, prod }[stage];
    const { pluginReports } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
    expect(pluginReports.flatMap(({ violations }: { violations: unknown[] }) => violations)).toEqual([]);
  });
});

describe('functions', () => {
  it('have one handler file per endpoint and none without', () => {
    expect(compareFilesWithContract(local.report.files)).toEqual([]);
  });

  it('have a grant each, and no grant is without a function', () => {
    expect(Object.keys(grants).sort()).toEqual(local.report.files.map(({ id }) => id).sort());
  });

  it('are all in the templates', () => {
    const deployed = (stage: Synthesized) =>
      stage.stacks.flatMap(ownFunctions).map(({ properties }) => properties.Handler);
    const all = local.report.files.map(({ folder, file }) => `${folder}/${file}.handler`).sort();
    // A stage where Amazon's services screen has all of them.
    expect(deployed(prod).sort()).toEqual(all);
    const rest = local.report.files.filter((one) => isDeployed(one, { screening: 'embedded' }));
    expect(deployed(local).sort()).toEqual(rest.map(({ folder, file }) => `${folder}/${file}.handler`).sort());
  });

  it('load at most a megabyte of code at a cold start', () => {
    const heavy = local.report.perFunction.filter(({ bytes }) => bytes > 1024 * 1024);
    expect(heavy).toEqual([]);
  });
});

describe('API', () => {
  it('has a route for every endpoint and alias, and no other', () => {
    const routes = resourcesOf(local.stacks, 'AWS::ApiGatewayV2::Route').map(({ properties }) => properties.RouteKey);
    const declared = endpoints.flatMap((endpoint) =>
      routesOf(endpoint).map(({ method, path }) => `${method} ${API_PREFIX}${path}`),
    );
    expect(routes.filter((key) => !key.startsWith('$')).sort()).toEqual(declared.sort());
  });

  it('calls its authorizer for every request, without cache or identity source', () => {
    const [authorizer] = resourcesOf(local.stacks, 'AWS::ApiGatewayV2::Authorizer');
    expect(authorizer?.properties).toMatchObject({
      AuthorizerPayloadFormatVersion: '2.0',
      AuthorizerResultTtlInSeconds: 0,
      EnableSimpleResponses: true,
    });
    expect(authorizer?.properties.IdentitySource).toBeUndefined();
  });
});

describe('what must outlive a deployment', () => {
  it('keeps its logical id, or CloudFormation would replace it and the data with it', () => {
    const actual = local.stacks.flatMap(({ stack, resources }) =>
      resources.map(({ logicalId, type }) => `${stack.replace('Accord-local-', '')} ${logicalId} ${type}`),
    );
    const pinned = Object.entries(pinnedIds).flatMap(([stack, ids]) =>
      Object.entries(ids).map(([logicalId, type]) => `${stack} ${logicalId} ${type}`),
    );
    expect(pinned.filter((line) => !actual.includes(line))).toEqual([]);
  });

  it('is retained and protected in prod', () => {
    const kept = ['AWS::DynamoDB::Table', 'AWS::Cognito::UserPool', 'AWS::KMS::Key', 'AWS::SecretsManager::Secret'];
    const core = prod.stacks.filter(({ stack }) => stack === 'Accord-prod-Core');
    const resources = kept.flatMap((type) => resourcesOf(core, type));
    expect(resources.length).toBeGreaterThanOrEqual(kept.length);
    expect(resources.filter(({ deletionPolicy }) => deletionPolicy !== 'Retain')).toEqual([]);
    expect(resourcesOf(core, 'AWS::DynamoDB::Table')[0]?.properties.DeletionProtectionEnabled).toBe(true);
    expect(resourcesOf(core, 'AWS::Cognito::UserPool')[0]?.properties.DeletionProtection).toBe('ACTIVE');
  });

  it('locks the heads of the audit log: in prod for a year, and for nobody to unlock', () => {
    const locksOf = ({ stacks }: Synthesized) =>
      resourcesOf(stacks, 'AWS::S3::Bucket')
        .filter(({ properties }) => properties.ObjectLockEnabled)
        .map(({ properties }) => properties.ObjectLockConfiguration.Rule.DefaultRetention);
    expect(locksOf(prod)).toEqual([{ Mode: 'COMPLIANCE', Days: 365 }]);
    expect(locksOf(dev)).toEqual([{ Mode: 'GOVERNANCE', Days: 1 }]);
    const writers = resourcesOf(prod.stacks, 'AWS::Lambda::Function').filter(
      ({ properties }) => properties.Environment?.Variables?.AUDIT_BUCKET,
    );
    expect(writers.map(({ properties }) => properties.Handler).sort()).toEqual([
      'schedules/publish-audit-heads.handler',
      'workspaces/verify-audit.handler',
    ]);
  });

  it('is one table with four indexes, stream, TTL and point-in-time recovery', () => {
    const [table] = resourcesOf(local.stacks, 'AWS::DynamoDB::Table');
    expect(table?.properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
    const indexes = table?.properties.GlobalSecondaryIndexes as { IndexName: string; Projection: object }[];
    expect(indexes.map(({ IndexName }) => IndexName)).toEqual(['gsi1', 'gsi2', 'gsi3', 'gsi4']);
    expect(indexes.every(({ Projection }) => JSON.stringify(Projection) === '{"ProjectionType":"ALL"}')).toBe(true);
  });
});

describe('identity', () => {
  it('takes passwords by length alone and keeps access tokens for ten minutes', () => {
    const [pool] = resourcesOf(local.stacks, 'AWS::Cognito::UserPool');
    expect(pool?.properties.Policies.PasswordPolicy).toMatchObject({
      MinimumLength: 10,
      RequireLowercase: false,
      RequireNumbers: false,
      RequireSymbols: false,
      RequireUppercase: false,
    });
    expect(pool?.properties.AliasAttributes).toEqual(['email']);
    const [client] = resourcesOf(local.stacks, 'AWS::Cognito::UserPoolClient');
    expect(client?.properties).toMatchObject({
      GenerateSecret: true,
      ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      AccessTokenValidity: 10,
      EnableTokenRevocation: true,
      PreventUserExistenceErrors: 'ENABLED',
    });
  });

  it('offers the providers that a stage is registered with, and without one has neither pages nor a client for them', () => {
    const offered = ({ stacks }: Synthesized) => ({
      providers: resourcesOf(stacks, 'AWS::Cognito::UserPoolIdentityProvider').map(
        ({ properties }) => properties.ProviderName,
      ),
      pages: resourcesOf(stacks, 'AWS::Cognito::UserPoolDomain').length,
      clients: resourcesOf(stacks, 'AWS::Cognito::UserPoolClient').length,
    });
    expect(offered(dev)).toEqual({ providers: [], pages: 0, clients: 1 });
    expect(offered(prod)).toEqual({ providers: ['Google'], pages: 1, clients: 2 });
    expect(offered(local)).toEqual({ providers: ['Google', 'LinkedIn'], pages: 1, clients: 2 });
  });

  it('sends codes by SMS only where a stage has a sender: to the countries it names, from that sender, by five functions', () => {
    const types = ['AWS::SMSVOICE::ProtectConfiguration', 'AWS::SMSVOICE::ConfigurationSet'];
    expect(types.flatMap((type) => resourcesOf(dev.stacks, type))).toEqual([]);
    const [rules] = resourcesOf(prod.stacks, 'AWS::SMSVOICE::ProtectConfiguration');
    const countries = rules?.properties.CountryRuleSet.SMS as { CountryCode: string; ProtectStatus: string }[];
    expect(countries.length).toBeGreaterThan(200);
    expect(
      countries.filter(({ ProtectStatus }) => ProtectStatus !== 'BLOCK').map(({ CountryCode }) => CountryCode),
    ).toEqual(['DE', 'FR']);
    const sends = (stacks: readonly StackTemplate[]) =>
      resourcesOf(stacks, 'AWS::IAM::Role')
        .map(({ properties }) => JSON.stringify(properties.Policies ?? []))
        .filter((policies) => policies.includes('sms-voice:'));
    expect(sends(dev.stacks)).toEqual([]);
    expect(sends(prod.stacks)).toHaveLength(5);
    for (const policies of sends(prod.stacks))
      expect(policies).toContain('arn:aws:sms-voice:eu-central-1:111111111111:phone-number/phone-1');
  });

  it('has quarantine scanned by GuardDuty only where a stage says so: nobody else reads what has not the tag of a clean file', () => {
    const plans = ({ stacks }: Synthesized) => resourcesOf(stacks, 'AWS::GuardDuty::MalwareProtectionPlan');
    const scanner = ({ stacks }: Synthesized) =>
      resourcesOf(stacks, 'AWS::Lambda::Function').flatMap(({ properties }) => {
        const name = properties.Environment?.Variables?.MALWARE_SCAN;
        return name === undefined ? [] : [name];
      });
    expect([plans(local), plans(dev)]).toEqual([[], []]);
    expect([scanner(local), scanner(dev), scanner(prod)]).toEqual([['embedded'], ['embedded'], ['guardduty']]);
    const [plan] = plans(prod);
    expect(plan?.properties).toMatchObject({
      ProtectedResource: { S3Bucket: { ObjectPrefixes: ['quarantine/'] } },
      Actions: { Tagging: { Status: 'ENABLED' } },
    });
    const denied = resourcesOf(prod.stacks, 'AWS::S3::BucketPolicy')
      .flatMap(({ properties }) => properties.PolicyDocument.Statement as Properties[])
      .filter(({ Sid }) => Sid === 'OnlyCleanFilesLeaveQuarantine');
    expect(denied).toMatchObject([
      {
        Effect: 'Deny',
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        Condition: {
          StringNotEquals: { 's3:ExistingObjectTag/GuardDutyMalwareScanStatus': 'NO_THREATS_FOUND' },
          ArnNotEquals: { 'aws:PrincipalArn': expect.anything() },
        },
      },
    ]);
    // No role but GuardDuty's may write tags, least of all that one.
    const taggers = resourcesOf(prod.stacks, 'AWS::IAM::Role').filter(({ properties }) =>
      /"s3:(Put\w*Tagging|Put\*|\*)"/.test(JSON.stringify(properties.Policies ?? [])),
    );
    expect(taggers.map(({ properties }) => JSON.stringify(properties.AssumeRolePolicyDocument))).toEqual([
      expect.stringContaining('malware-protection-plan.guardduty.amazonaws.com'),
    ]);
    const rules = resourcesOf(prod.stacks, 'AWS::Events::Rule').filter(({ properties }) => properties.EventPattern.$or);
    expect(rules.map(({ properties }) => properties.EventPattern.$or[1]['detail-type'])).toEqual([
      ['GuardDuty Malware Protection Object Scan Result'],
    ]);
  });

  it('has Comprehend and Rekognition screen only where a stage says so, each action by the functions that need it', () => {
    const names = ({ stacks }: Synthesized) =>
      resourcesOf(stacks, 'AWS::Lambda::Function').flatMap(
        ({ properties }) => properties.Environment?.Variables?.SCREENING ?? [],
      );
    const texts = 3;
    expect([names(local), names(dev)]).toEqual([Array(texts).fill('embedded'), Array(texts).fill('embedded')]);
    expect(names(prod)).toEqual(Array(texts).fill('aws'));
    const everything = (stage: Synthesized) => JSON.stringify(stage.stacks);
    for (const stage of [local, dev])
      expect(everything(stage)).not.toMatch(/rekognition|comprehend|film-results|screen-media|end-screenings/i);
    const allowed = (action: string) =>
      resourcesOf(prod.stacks, 'AWS::IAM::Role')
        .filter(({ properties }) => JSON.stringify(properties.Policies ?? []).includes(`"${action}"`))
        .map(({ logicalId }) => logicalId.replace(/Role\w{8}$/, ''))
        .sort();
    const inRequests = ['CampaignsApprovePublishing', 'CampaignsPublishCampaign', 'ContentSubmitContent'];
    expect(allowed('comprehend:DetectToxicContent')).toEqual(inRequests);
    expect(allowed('comprehend:DetectDominantLanguage')).toEqual(inRequests);
    for (const action of ['rekognition:DetectModerationLabels', 'rekognition:StartContentModeration', 'iam:PassRole'])
      expect(allowed(action)).toEqual(['ReactionsOnContentSubmittedScreenMedia']);
    expect(allowed('rekognition:GetContentModeration')).toEqual(['QueuesTakeFilmResult']);
    expect(allowed('sns:Publish')).toEqual(['FilmScreening']);
    const [film] = resourcesOf(prod.stacks, 'AWS::SNS::Subscription').filter(
      ({ properties }) => properties.Protocol === 'sqs',
    );
    expect(film?.properties).toMatchObject({ RawMessageDelivery: true, RedrivePolicy: expect.anything() });
    const [rule] = resourcesOf(prod.stacks, 'AWS::Events::Rule').filter(({ properties }) =>
      String(properties.Name).includes('screen-media'),
    );
    expect(rule?.properties.EventPattern).toMatchObject({ detail: { data: { isScreening: [true] } } });
  });

  it('asks a service of breached passwords about new ones only where a stage names it, in the functions that take them', () => {
    const asked = ({ stacks }: Synthesized) =>
      resourcesOf(stacks, 'AWS::Lambda::Function').flatMap(({ properties }) => {
        const url = properties.Environment?.Variables?.BREACHED_PASSWORDS_URL;
        return url === undefined ? [] : [url];
      });
    expect(asked(dev)).toEqual(['none', 'none', 'none', 'none', 'none']);
    expect(new Set(asked(prod))).toEqual(new Set(['https://api.pwnedpasswords.com']));
  });

  it('holds no secret of a provider, and lets their client do nothing but log in with them', () => {
    const [google] = resourcesOf(prod.stacks, 'AWS::Cognito::UserPoolIdentityProvider');
    expect(google?.properties.ProviderDetails.client_secret).toBe(
      '{{resolve:secretsmanager:accord/prod/log-in-clients:SecretString:google::}}',
    );
    // A verified address would be an alias of the pool: what a provider says must not become one.
    expect(google?.properties.AttributeMapping).not.toHaveProperty('email_verified');
    const client = resourcesOf(prod.stacks, 'AWS::Cognito::UserPoolClient').find(
      ({ properties }) => properties.AllowedOAuthFlowsUserPoolClient,
    );
    expect(client?.properties).toMatchObject({
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email', 'profile'],
      CallbackURLs: ['https://accord.example/api/v1/auth/oauth/callback'],
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      SupportedIdentityProviders: ['Google'],
    });
  });
});

describe('secrets', () => {
  const namesIn = ({ stacks }: Synthesized) =>
    resourcesOf(stacks, 'AWS::SecretsManager::Secret')
      .map(({ properties }) => properties.Name)
      .sort();

  it('are one each in prod, and in dev share one where they are not made here', () => {
    expect(namesIn(prod)).toEqual(namesIn(local).map((name) => name.replace('/local/', '/prod/')));
    expect(namesIn(prod)).toHaveLength(6);
    expect(namesIn(dev)).toEqual(['accord/dev/origin-verify', 'accord/dev/providers', 'accord/dev/signing']);
  });

  it('are found by a field of the shared one in dev, all of which it has, still empty', () => {
    const fields = dev.stacks
      .flatMap(ownFunctions)
      .flatMap(({ properties }) => Object.values(properties.Environment.Variables))
      .flatMap((value) => String(value).match(/^accord\/dev\/providers#(.+)$/)?.[1] ?? []);
    const shared = resourcesOf(dev.stacks, 'AWS::SecretsManager::Secret').find(
      ({ properties }) => properties.Name === 'accord/dev/providers',
    );
    const template = JSON.parse(shared?.properties.GenerateSecretString.SecretStringTemplate);
    expect([...new Set(fields)].sort()).toEqual(Object.keys(template).sort());
    expect(Object.values(template).every((value) => value === '')).toBe(true);
  });
});

describe('webhooks', () => {
  it('may reach loopback only where everything runs on one machine', () => {
    const targetsOf = ({ stacks }: Synthesized) => {
      const all = stacks
        .flatMap(ownFunctions)
        .map(({ properties }) => properties.Environment?.Variables?.WEBHOOK_TARGETS);
      return [...new Set(all.filter((targets) => targets !== undefined))];
    };
    expect([local, dev, prod].map(targetsOf)).toEqual([['public-and-loopback'], ['public'], ['public']]);
  });
});

describe('edge', () => {
  const distributionOf = ({ stacks }: Synthesized) =>
    resourcesOf(stacks, 'AWS::CloudFront::Distribution')[0]?.properties.DistributionConfig;

  it('serves the API uncached, with every viewer header but Host and the proof of origin', () => {
    const config = distributionOf(local);
    const [api] = config.CacheBehaviors;
    expect(api).toMatchObject({
      PathPattern: '/api/v1/*',
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    });
    expect(api.AllowedMethods).toHaveLength(7);
    const origin = config.Origins.find(({ Id }: { Id: string }) => Id === api.TargetOriginId);
    expect(origin.OriginCustomHeaders).toEqual([
      {
        HeaderName: 'x-origin-verify',
        HeaderValue: '{{resolve:secretsmanager:accord/local/origin-verify:SecretString:::}}',
      },
    ]);
  });

  it('answers pages by HTTP/2 and 3, compressed, and keeps an access log', () => {
    const config = distributionOf(local);
    expect(config).toMatchObject({ HttpVersion: 'http2and3', DefaultRootObject: 'index.html' });
    expect(config.DefaultCacheBehavior).toMatchObject({ Compress: true, ViewerProtocolPolicy: 'redirect-to-https' });
    expect(config.Logging).toMatchObject({ Prefix: 'distribution/' });
  });

  it('names the viewer to the API and opens pages of the site, each by a function of its own', () => {
    const { DefaultCacheBehavior, CacheBehaviors } = distributionOf(local);
    const codeOf = ({ FunctionAssociations }: { FunctionAssociations: { FunctionARN: object; EventType: string }[] }) =>
      FunctionAssociations.map(({ FunctionARN, EventType }) => {
        const [logicalId] = Object.values(FunctionARN)[0] as string[];
        const found = resourcesOf(local.stacks, 'AWS::CloudFront::Function').find((one) => one.logicalId === logicalId);
        return [EventType, found?.properties.Name, found?.properties.FunctionConfig.Runtime];
      });
    expect(codeOf(DefaultCacheBehavior)).toEqual([['viewer-request', 'accord-local-open-page', 'cloudfront-js-2.0']]);
    for (const behavior of CacheBehaviors)
      expect(codeOf(behavior)).toEqual([['viewer-request', 'accord-local-name-viewer', 'cloudfront-js-2.0']]);
  });

  it('has the WebSocket behind the same address, uncached', () => {
    const socket = distributionOf(local).CacheBehaviors.find(
      ({ PathPattern }: { PathPattern: string }) => PathPattern === '/ws',
    );
    expect(socket).toMatchObject({
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      ViewerProtocolPolicy: 'https-only',
    });
  });

  it('makes no certificate where there is one, and has no edge stack where it would be empty', () => {
    const certificates = (synthesized: Synthesized) =>
      resourcesOf(synthesized.stacks, 'AWS::CertificateManager::Certificate').length;
    expect([certificates(prod), certificates(dev)]).toEqual([1, 0]);
    const edges = [local, dev, prod].map(({ stacks }) => stacks.some(({ stack }) => stack.endsWith('-Edge')));
    expect(edges).toEqual([false, false, true]);
    expect(distributionOf(dev).ViewerCertificate.AcmCertificateArn).toBe(DEV_CONTEXT.certificateArn);
  });

  it('is named in the zone of its domain, and proves its certificate there', () => {
    const records = resourcesOf(prod.stacks, 'AWS::Route53::RecordSet').map(({ properties }) => properties);
    expect(records.map(({ Type, Name, HostedZoneId }) => [Type, Name, HostedZoneId])).toEqual([
      ['A', 'accord.example.', PROD_CONTEXT.hostedZoneId],
      ['AAAA', 'accord.example.', PROD_CONTEXT.hostedZoneId],
    ]);
    const [certificate] = resourcesOf(prod.stacks, 'AWS::CertificateManager::Certificate');
    expect(certificate?.properties.DomainValidationOptions).toEqual([
      { DomainName: 'accord.example', HostedZoneId: PROD_CONTEXT.hostedZoneId },
    ]);
  });

  it('never turns an error of the API into a page', () => {
    expect(distributionOf(local).CustomErrorResponses).toBeUndefined();
  });

  it('has domain, TLS 1.2 and web ACL in prod', () => {
    expect(distributionOf(prod)).toMatchObject({
      Aliases: ['accord.example'],
      WebACLId: PROD_CONTEXT.webAclArn,
      ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' },
    });
  });

  it('counts, but does not refuse, long bodies and markup, and leaves webhooks to their own limit', () => {
    const [acl] = resourcesOf(prod.stacks, 'AWS::WAFv2::WebACL');
    const common = acl?.properties.Rules.find(({ Name }: { Name: string }) => Name === 'AWSManagedRulesCommonRuleSet');
    expect(common.Statement.ManagedRuleGroupStatement).toMatchObject({
      RuleActionOverrides: [
        { Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } },
        { Name: 'CrossSiteScripting_BODY', ActionToUse: { Count: {} } },
      ],
      ScopeDownStatement: {
        NotStatement: { Statement: { ByteMatchStatement: { SearchString: '/api/v1/webhooks/' } } },
      },
    });
    expect(resourcesOf([...local.stacks, ...dev.stacks], 'AWS::WAFv2::WebACL')).toEqual([]);
  });

  it('refuses bad addresses, known bad inputs and too many requests, webhooks by a limit of their own', () => {
    const [acl] = resourcesOf(prod.stacks, 'AWS::WAFv2::WebACL');
    const rules = acl?.properties.Rules as { Name: string; Action?: object; Statement: Record<string, Properties> }[];
    expect(acl?.properties.Scope).toBe('CLOUDFRONT');
    expect(rules.map(({ Name }) => Name)).toEqual([
      'webhook-rate',
      'rate',
      'AWSManagedRulesAmazonIpReputationList',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesCommonRuleSet',
    ]);
    const [webhooks, everyone] = rules.map(({ Statement }) => Statement.RateBasedStatement);
    expect(webhooks?.ScopeDownStatement.ByteMatchStatement.SearchString).toBe('/api/v1/webhooks/');
    expect(everyone?.ScopeDownStatement.NotStatement.Statement).toEqual(webhooks?.ScopeDownStatement);
    expect(webhooks?.Limit).toBeGreaterThan(everyone?.Limit);
  });

  it('sends a strict content security policy with every page', () => {
    const policies = resourcesOf(local.stacks, 'AWS::CloudFront::ResponseHeadersPolicy').map(
      ({ properties }) => properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig,
    );
    expect(policies).toHaveLength(2);
    for (const { ContentSecurityPolicy, StrictTransportSecurity } of policies) {
      const csp = JSON.stringify(ContentSecurityPolicy);
      expect(csp).toContain("default-src 'none'");
      expect(csp).toContain("frame-ancestors 'none'");
      expect(csp).not.toMatch(/unsafe-(inline|eval)|[ '"]\*[ ;'"]/);
      expect(StrictTransportSecurity).toMatchObject({ AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: true });
    }
  });
});

describe('operations', () => {
  const alarmsOf = ({ stacks }: Synthesized) =>
    resourcesOf(stacks, 'AWS::CloudWatch::Alarm').map(({ properties }) => properties);
  const shortName = ({ AlarmName }: Properties) => String(AlarmName).replace('accord-prod-', '');

  it('is woken in prod for errors, slowness, money that is late or lost, and whatever waits for a person', () => {
    const names = alarmsOf(prod).map(shortName);
    const needed = [
      'api-errors',
      'api-slow',
      'webhook-lag',
      'release-stuck',
      'ledger-residual',
      'machine-escrow-release',
      'machine-campaign-lifecycle',
      'stream-publish-events',
      ...['core', 'accounts', 'teams', 'deals', 'money', 'talks', 'events'].map((area) => `failures-${area}`),
    ];
    expect(needed.filter((name) => !names.includes(name))).toEqual([]);
    expect(alarmsOf(dev)).toEqual([]);
  });

  it('has an alarm for every queue of dead letters, by its very name', () => {
    const watched = alarmsOf(prod)
      .filter(({ Namespace }) => Namespace === 'AWS/SQS')
      .map(({ Dimensions }) => Dimensions[0].Value);
    const deadLetters = resourcesOf(prod.stacks, 'AWS::SQS::Queue')
      .filter(({ properties }) => !properties.RedrivePolicy)
      .map(({ properties }) => properties.QueueName);
    expect(watched.sort()).toEqual(deadLetters.sort());
  });

  it('has an alarm for every measure that functions write, in its unit and by its dimensions', () => {
    const own = alarmsOf(prod).filter(({ Namespace }) => Namespace === MEASURE_NAMESPACE);
    expect([...new Set(own.map(({ MetricName }) => MetricName))].sort()).toEqual(Object.keys(MEASURES).sort());
    for (const { MetricName, Dimensions } of own) {
      const names = Dimensions.map(({ Name }: { Name: string }) => Name);
      expect(names).toEqual(MEASURES[MetricName as MeasureName].perArea ? ['Stage', 'Area'] : ['Stage']);
    }
    const areas = prod.stacks.flatMap(ownFunctions).map(({ properties }) => properties.Environment.Variables.AREA);
    const watched = own
      .flatMap(({ Dimensions }) => Dimensions)
      .filter(({ Name }: { Name: string }) => Name === 'Area')
      .map(({ Value }: { Value: string }) => Value);
    expect([...new Set(areas)].sort()).toEqual(watched.sort());
  });

  it('tells one topic, at which CloudWatch alone may speak and to which one address listens', () => {
    // Without what Rekognition tells, which is no alarm.
    const ofAlarms = ({ logicalId }: { logicalId: string }) => !logicalId.startsWith('FilmScreening');
    const topics = resourcesOf(prod.stacks, 'AWS::SNS::Topic')
      .filter(ofAlarms)
      .map(({ logicalId }) => ({ Ref: logicalId }));
    expect(topics).toHaveLength(1);
    for (const { AlarmActions, OKActions } of alarmsOf(prod))
      expect([AlarmActions, OKActions]).toEqual([topics, topics]);
    const [policy] = resourcesOf(prod.stacks, 'AWS::SNS::TopicPolicy').filter(ofAlarms);
    const allowed = policy?.properties.PolicyDocument.Statement.filter(({ Effect }: Properties) => Effect === 'Allow');
    expect(allowed).toMatchObject([
      {
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ]);
    const listeners = resourcesOf(prod.stacks, 'AWS::SNS::Subscription')
      .filter(ofAlarms)
      .map(({ properties }) => properties);
    expect(listeners).toMatchObject([{ Protocol: 'email', Endpoint: PROD_CONTEXT.operationsEmail }]);
    expect(resourcesOf(local.stacks, 'AWS::SNS::Subscription')).toEqual([]);
  });

  it.each(['dev', 'prod'] as const)('has one dashboard and a budget in %s', (stage) => {
    const { stacks } = { dev, prod }[stage];
    const [dashboard, ...more] = resourcesOf(stacks, 'AWS::CloudWatch::Dashboard');
    expect(more).toEqual([]);
    const titles = [...JSON.stringify(dashboard?.properties.DashboardBody).matchAll(/title[\\": ]+([^"\\]+)/g)];
    expect(titles.map(([, title]) => title)).toEqual(expect.arrayContaining(['Requests', 'Dead letters']));
    const [budget] = resourcesOf(stacks, 'AWS::Budgets::Budget').map(({ properties }) => properties);
    expect(budget?.Budget).toMatchObject({ TimeUnit: 'MONTHLY', BudgetLimit: { Amount: stage === 'dev' ? 10 : 100 } });
    const addresses = budget?.NotificationsWithSubscribers?.flatMap(({ Subscribers }: Properties) => Subscribers) ?? [];
    expect(addresses.map(({ Address }: Properties) => Address)).toEqual(
      stage === 'dev' ? [] : [PROD_CONTEXT.operationsEmail, PROD_CONTEXT.operationsEmail],
    );
  });
});

describe('idle cost', () => {
  it.each(['dev', 'prod'] as const)('of %s stays within its limit', (stage) => {
    const { stacks } = { dev, prod }[stage];
    expect(idleCostOf(stacks).usd).toBeGreaterThan(1);
    expect(idleCostOf(stacks).usd).toBeLessThanOrEqual(MOST_USD[stage]);
  });
});
