import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_PREFIX, routesOf } from '#contract/endpoint.ts';
import { endpoints } from '#contract/index.ts';
import { grants } from '../grants.ts';
import { compareFilesWithContract } from '../stacks/function-files.ts';
import type { StackTemplate } from './assembly.ts';
import { breachesOf, HOUSE_RULES, type HouseRule, ownFunctions } from './house-rules.ts';
import pinnedIds from './pinned-ids.json' with { type: 'json' };
import { type Synthesized, synthesizeForTest } from './synthesized.ts';

const SYNTHESIS_MS = 120_000;
const PROD_CONTEXT = {
  domain: 'accord.example',
  certificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/11111111-1111-1111-1111-111111111111',
  webAclArn: 'arn:aws:wafv2:us-east-1:111111111111:global/webacl/accord/11111111-1111-1111-1111-111111111111',
};

let local: Synthesized;
let dev: Synthesized;
let prod: Synthesized;

// A finding of cdk-nag that nobody acknowledged fails the synthesis itself.
beforeAll(async () => {
  local = await synthesizeForTest('local');
  dev = await synthesizeForTest('dev');
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
    const deployed = local.stacks.flatMap(ownFunctions).map(({ properties }) => properties.Handler);
    expect(deployed.sort()).toEqual(local.report.files.map(({ folder, file }) => `${folder}/${file}.handler`).sort());
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
      ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      AccessTokenValidity: 10,
      EnableTokenRevocation: true,
      PreventUserExistenceErrors: 'ENABLED',
    });
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
    expect(resourcesOf(local.stacks, 'AWS::WAFv2::WebACL')).toEqual([]);
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
