import { fileURLToPath } from 'node:url';
import { Annotations, CfnOutput, Duration, RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { API_PREFIX } from '#contract/endpoint.ts';
import { type AppIds, publishIds, readIds } from '../constructs/app-ids.ts';
import { secretName, WEBSOCKET_STAGE } from '../constructs/grant-statements.ts';
import { apiHeaders, siteHeaders } from '../constructs/security-headers.ts';
import { providersOf, SocialLogIn } from '../constructs/social-log-in.ts';
import { acknowledge } from '../rules/acknowledgements.ts';
import { type StageSettings, stackName } from './settings.ts';

export interface WebStackProps {
  settings: StageSettings;
  /** Whether there is a WebSocket API. */
  live: boolean;
  /** Folder of the built site. */
  siteFolder: string;
}

/** The site and the one public address: CloudFront before the site, the API and the WebSocket. */
export class WebStack extends Stack {
  readonly #settings: StageSettings;
  readonly #ids: AppIds;

  constructor(scope: Construct, { settings, live, siteFolder }: WebStackProps) {
    super(scope, stackName(settings, 'Web'), {
      ...(settings.env && { env: settings.env }),
      description: 'Accord: site, CloudFront distribution and the files of the site.',
    });
    this.#settings = settings;
    this.#ids = readIds(this, settings.stage);
    const logs = this.#createLogBucket() as IBucket;
    const site: Bucket = new Bucket(this, 'SiteBucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: 'site-bucket/',
      // Everything in it comes from the repository.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const distribution = this.#createDistribution(site as IBucket, logs, live);
    this.#deploySite(site as IBucket, siteFolder);
    const host = settings.certificateArn && settings.domain ? settings.domain : distribution.distributionDomainName;
    this.#nameSite(distribution);
    publishIds(this, settings.stage, { siteOrigin: `https://${host}` });
    if (providersOf(settings).length > 0) {
      const { client } = new SocialLogIn(this, {
        settings,
        userPoolId: this.#ids.userPoolId,
        siteOrigin: `https://${host}`,
      });
      publishIds(this, settings.stage, { logInClientId: client.ref });
    }
    // For whoever deploys: where the site is, and where its domain must point.
    new CfnOutput(this, 'SiteOrigin', { value: `https://${host}` });
    new CfnOutput(this, 'DistributionName', { value: distribution.distributionDomainName });
  }

  #createLogBucket(): Bucket {
    const logs = new Bucket(this, 'AccessLogs', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // CloudFront writes its logs with an access control list.
      objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
      lifecycleRules: [{ expiration: Duration.days(90) }],
      removalPolicy: this.#settings.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledge(logs, 'a bucket of access logs');
    return logs;
  }

  #createDistribution(site: IBucket, logs: IBucket, live: boolean): Distribution {
    const { domain, certificateArn, webAclArn } = this.#settings;
    const own = domain && certificateArn ? { domain, certificateArn } : undefined;
    const api = this.#apiBehavior();
    const distribution = new Distribution(this, 'Distribution', {
      comment: stackName(this.#settings, 'Web'),
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      enableLogging: true,
      logBucket: logs,
      logFilePrefix: 'distribution/',
      ...(own && {
        domainNames: [own.domain],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', own.certificateArn),
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      }),
      ...(webAclArn && { webAclId: webAclArn }),
      defaultBehavior: this.#siteBehavior(site),
      additionalBehaviors: {
        [`${API_PREFIX}/*`]: api,
        ...(live && { [`/${WEBSOCKET_STAGE}`]: this.#webSocketBehavior(api) }),
      },
    });
    acknowledge(distribution, 'the distribution');
    if (!own) acknowledge(distribution, 'a distribution without a domain of its own');
    if (!webAclArn) acknowledge(distribution, 'a distribution without a web ACL');
    if (!webAclArn && this.#settings.makesWebAcl)
      Annotations.of(distribution).addWarningV2(
        'accord:web-acl',
        `The distribution has no web ACL yet: deploy ${stackName(this.#settings, 'Edge')} and give what it prints as -c webAclArn=….`,
      );
    return distribution;
  }

  /** The domain's addresses, where its zone is ours to write in. */
  #nameSite(distribution: Distribution): void {
    const { domain, certificateArn, hostedZone } = this.#settings;
    if (!domain || !certificateArn || !hostedZone) return;
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', hostedZone);
    const record = { zone, recordName: domain, target: RecordTarget.fromAlias(new CloudFrontTarget(distribution)) };
    new ARecord(this, 'SiteAddress', record);
    new AaaaRecord(this, 'SiteAddressV6', record);
  }

  #siteBehavior(site: IBucket): BehaviorOptions {
    const { region, urlSuffix } = this;
    const filesOrigin = `https://${this.#ids.filesBucket}.s3.${region}.${urlSuffix}`;
    return {
      origin: S3BucketOrigin.withOriginAccessControl(site),
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: new ResponseHeadersPolicy(this, 'SiteHeaders', siteHeaders(filesOrigin)),
      functionAssociations: [this.#onViewerRequest('OpenPage', 'open-page')],
    };
  }

  #apiBehavior(): BehaviorOptions {
    return {
      origin: new HttpOrigin(`${this.#ids.httpApiId}.execute-api.${this.region}.${this.urlSuffix}`, {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        customHeaders: this.#originProof(),
      }),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      responseHeadersPolicy: new ResponseHeadersPolicy(this, 'ApiHeaders', apiHeaders()),
      functionAssociations: [this.#onViewerRequest('NameViewer', 'name-viewer')],
    };
  }

  #webSocketBehavior(api: BehaviorOptions): BehaviorOptions {
    return {
      ...api,
      origin: new HttpOrigin(`${this.#ids.webSocketApiId}.execute-api.${this.region}.${this.urlSuffix}`, {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        customHeaders: this.#originProof(),
      }),
    };
  }

  /** The header by which the API knows that a request came through CloudFront; its value is resolved at deployment. */
  #originProof(): Record<string, string> {
    const secret = SecretValue.secretsManager(secretName(this.#settings.stage, 'origin-verify'));
    return { 'x-origin-verify': secret.unsafeUnwrap() };
  }

  #onViewerRequest(id: string, file: string) {
    const filePath = fileURLToPath(new URL(`../constructs/edge/${file}.js`, import.meta.url));
    const edgeFunction = new EdgeFunction(this, id, {
      functionName: `accord-${this.#settings.stage}-${file}`,
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromFile({ filePath }),
    });
    return { function: edgeFunction, eventType: FunctionEventType.VIEWER_REQUEST };
  }

  #deploySite(site: IBucket, siteFolder: string): void {
    const { stage, stripePublishableKey } = this.#settings;
    const logInProviders = providersOf(this.#settings);
    const logGroup = new LogGroup(this, 'DeploymentLogs', {
      retention: this.#settings.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Two steps, so that no page names a file that is not there yet. Old files stay for pages that are open.
    const shared = { destinationBucket: site, prune: false, memoryLimit: 512, logGroup };
    const assets = new BucketDeployment(this, 'DeployAssets', {
      ...shared,
      sources: [Source.asset(siteFolder)],
      exclude: ['*'],
      include: ['assets/*'],
      cacheControl: [CacheControl.fromString('public, max-age=31536000, immutable')],
    });
    const config = {
      apiBase: API_PREFIX,
      stripeJsUrl: 'https://js.stripe.com/v3/',
      stripePublishableKey,
      stage,
      logInProviders,
    };
    const pages = new BucketDeployment(this, 'DeployPages', {
      ...shared,
      sources: [Source.asset(siteFolder), Source.jsonData('config.json', config)],
      exclude: ['assets/*'],
      cacheControl: [CacheControl.noCache()],
    });
    pages.node.addDependency(assets);
    const provider = this.node.children.filter(({ node }) => node.id.startsWith('Custom::CDKBucketDeployment'));
    for (const construct of provider) acknowledge(construct, 'the site deployment');
  }
}
