import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { API_PREFIX } from '#contract/endpoint.ts';
import { type StageSettings, stackName } from './settings.ts';

/** Requests one address may make in five minutes before the web ACL blocks it: people, and senders of webhooks. */
const REQUESTS_PER_FIVE_MINUTES = { everyone: 2000, webhooks: 10_000 };

/** Rules of AWS's common set that would refuse honest requests: uploads of JSON beyond 8 KB, and markup in campaign briefs. */
const COUNTED_ONLY = ['SizeRestrictions_BODY', 'CrossSiteScripting_BODY'];

/**
 * What CloudFront only takes from us-east-1: the certificate and the web ACL. Deployed first; the ARNs it prints are given to the other
 * stacks as the context values certificateArn and webAclArn.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, settings: StageSettings) {
    super(scope, stackName(settings, 'Edge'), {
      env: { ...settings.env, region: 'us-east-1' },
      terminationProtection: settings.keepData,
      description: 'Accord: certificate and web ACL of the site.',
    });
    if (settings.domain && settings.makesCertificate)
      new CfnOutput(this, 'CertificateArn', { value: this.#createCertificate(settings.domain, settings) });
    if (settings.makesWebAcl) new CfnOutput(this, 'WebAclArn', { value: this.#createWebAcl(settings).attrArn });
  }

  /** Waits, when the zone is not given, until somebody has entered the record that proves the domain. */
  #createCertificate(domainName: string, { hostedZone }: StageSettings): string {
    const zone = hostedZone && HostedZone.fromHostedZoneAttributes(this, 'Zone', hostedZone);
    const certificate = new Certificate(this, 'Certificate', {
      domainName,
      validation: CertificateValidation.fromDns(zone),
    });
    return certificate.certificateArn;
  }

  #createWebAcl(settings: StageSettings): CfnWebACL {
    const webAcl = new CfnWebACL(this, 'WebAcl', {
      name: `accord-${settings.stage}`,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visibility('web-acl'),
      rules: [
        rateRule('webhook-rate', 0, REQUESTS_PER_FIVE_MINUTES.webhooks, isWebhook()),
        rateRule('rate', 1, REQUESTS_PER_FIVE_MINUTES.everyone, { notStatement: { statement: isWebhook() } }),
        managedRules('AWSManagedRulesAmazonIpReputationList', 2),
        managedRules('AWSManagedRulesKnownBadInputsRuleSet', 3),
        managedRules('AWSManagedRulesCommonRuleSet', 4, COUNTED_ONLY),
      ],
    });
    const logs = new LogGroup(this, 'WebAclLogs', {
      // WAF only takes log groups whose names begin so.
      logGroupName: `aws-waf-logs-accord-${settings.stage}`,
      retention: settings.logRetention,
      removalPolicy: settings.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const logGroupArn = this.formatArn({
      service: 'logs',
      resource: `log-group:aws-waf-logs-accord-${settings.stage}`,
    });
    new CfnLoggingConfiguration(this, 'WebAclLogging', {
      resourceArn: webAcl.attrArn,
      logDestinationConfigs: [logGroupArn],
      redactedFields: [{ singleHeader: { Name: 'authorization' } }, { singleHeader: { Name: 'cookie' } }],
      // Only what was refused or counted; the rest is in the access logs.
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ANY',
            Conditions: [{ ActionCondition: { Action: 'BLOCK' } }, { ActionCondition: { Action: 'COUNT' } }],
          },
        ],
      },
    }).node.addDependency(logs);
    return webAcl;
  }
}

function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}

/** Webhooks are signed bodies of providers, from few addresses and in bursts. */
function isWebhook(): CfnWebACL.StatementProperty {
  return {
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint: 'STARTS_WITH',
      searchString: `${API_PREFIX}/webhooks/`,
      textTransformations: [{ priority: 0, type: 'NONE' }],
    },
  };
}

function rateRule(
  name: string,
  priority: number,
  limit: number,
  scopeDownStatement: CfnWebACL.StatementProperty,
): CfnWebACL.RuleProperty {
  return {
    name,
    priority,
    action: { block: { customResponse: { responseCode: 429 } } },
    visibilityConfig: visibility(name),
    statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit, evaluationWindowSec: 300, scopeDownStatement } },
  };
}

function managedRules(name: string, priority: number, countedOnly: readonly string[] = []): CfnWebACL.RuleProperty {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    visibilityConfig: visibility(name),
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        scopeDownStatement: { notStatement: { statement: isWebhook() } },
        ruleActionOverrides: countedOnly.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
  };
}
