import { ArnFormat, Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnApi, CfnAuthorizer, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AccountRecovery,
  FeaturePlan,
  Mfa,
  StringAttribute,
  UserPool,
  UserPoolClient,
  UserPoolEmail,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnPermission, Code } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  HttpMethods,
  type IBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Secret, type SecretStringGenerator } from 'aws-cdk-lib/aws-secretsmanager';
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { CfnConfigurationSet, CfnProtectConfiguration } from 'aws-cdk-lib/aws-smsvoice';
import type { Construct } from 'constructs';
import { COUNTRY_CODES } from '#contract/countries.ts';
import { type AppIds, publishIds } from '../constructs/app-ids.ts';
import { EndpointFunction } from '../constructs/endpoint-function.ts';
import {
  busName,
  isShared,
  SECRETS,
  SHARED_SECRET,
  secretName,
  smsConfigurationSet,
} from '../constructs/grant-statements.ts';
import { MalwareProtection } from '../constructs/malware-protection.ts';
import type { SecretName } from '../grants.ts';
import { acknowledge } from '../rules/acknowledgements.ts';
import type { FunctionFile } from './function-files.ts';
import { type StageSettings, stackName } from './settings.ts';

type SecretArnName =
  | 'originVerifySecretArn'
  | 'signingSecretArn'
  | 'stripeSecretKeyArn'
  | 'stripeWebhookSecretArn'
  | 'stripeConnectWebhookSecretArn'
  | 'socialClientsSecretArn';

export interface CoreStackProps {
  settings: StageSettings;
  authorizer: FunctionFile;
  /** What the user pool asks while it signs somebody in without a password. */
  prover: FunctionFile;
  /** Whether there are functions behind the WebSocket. */
  live: boolean;
  /** Folder of this stack's bundle. */
  bundle: string;
}

/** Data, identity, events and the API's front door: everything that the other stacks share. */
export class CoreStack extends Stack {
  readonly #settings: StageSettings;

  constructor(scope: Construct, props: CoreStackProps) {
    const { settings, authorizer, live, bundle } = props;
    super(scope, stackName(settings, 'Core'), {
      ...(settings.env && { env: settings.env }),
      terminationProtection: settings.keepData,
      description: 'Accord: table, user pool, key, secrets, event bus, files and the API.',
    });
    this.#settings = settings;
    const table = this.#createTable();
    const { pool, client } = this.#createUserPool();
    const key = new Key(this, 'Key', {
      alias: `accord-${settings.stage}`,
      description: 'Wraps the data key of each person and the tokens of sessions.',
      enableKeyRotation: true,
      removalPolicy: this.#removalPolicy,
    });
    new EventBus(this, 'Bus', { eventBusName: busName(settings.stage) });
    new EmailIdentity(this, 'MailIdentity', { identity: Identity.domain(settings.mailDomain) });
    if (settings.sms) this.#createSmsRules(settings.sms.countries);
    const { files, audit } = this.#createBuckets();
    const api = this.#createHttpApi();
    const ids: Omit<AppIds, 'authorizerId' | 'siteOrigin' | 'logInClientId'> = {
      tableName: table.tableName,
      tableStreamArn: table.tableStreamArn as string,
      userPoolId: pool.userPoolId,
      userPoolClientId: client.userPoolClientId,
      keyId: key.keyId,
      filesBucket: files.bucketName,
      auditBucket: audit.bucketName,
      httpApiId: api.ref,
      webSocketApiId: live ? this.#createWebSocketApi().ref : '',
      ...this.#createSecrets(),
    };
    this.#letAskForProof(pool, props.prover, bundle, ids as AppIds);
    const authorizerId = this.#createAuthorizer(authorizer, bundle, api.ref, ids as AppIds);
    publishIds(this, settings.stage, { ...ids, authorizerId });
  }

  get #removalPolicy(): RemovalPolicy {
    return this.#settings.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
  }

  #createTable(): Table {
    const table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      // The key AWS owns costs nothing per request; what is personal is wrapped by our own key before it is stored.
      encryption: TableEncryption.DEFAULT,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: 'ttl',
      deletionProtection: this.#settings.keepData,
      removalPolicy: this.#removalPolicy,
    });
    for (const indexName of ['gsi1', 'gsi2', 'gsi3', 'gsi4']) {
      table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: { name: `${indexName}pk`, type: AttributeType.STRING },
        sortKey: { name: `${indexName}sk`, type: AttributeType.STRING },
        projectionType: ProjectionType.ALL,
      });
    }
    return table;
  }

  #createUserPool(): { pool: UserPool; client: UserPoolClient } {
    const { keepData, mailDomain, mailDomainVerified } = this.#settings;
    const pool = new UserPool(this, 'UserPool', {
      userPoolName: `accord-${this.#settings.stage}`,
      featurePlan: FeaturePlan.ESSENTIALS,
      signInAliases: { username: true, email: true },
      autoVerify: { email: true },
      selfSignUpEnabled: true,
      standardAttributes: { email: { required: true, mutable: true } },
      // What a provider says of an address stays apart from email_verified: with that, the address would sign in here.
      customAttributes: { provider_verified: new StringAttribute({ mutable: true, maxLen: 10 }) },
      // Length alone: composition rules make passwords worse (ASVS 6.2.5).
      passwordPolicy: {
        minLength: 10,
        requireLowercase: false,
        requireUppercase: false,
        requireDigits: false,
        requireSymbols: false,
      },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: keepData,
      removalPolicy: this.#removalPolicy,
      ...(mailDomainVerified && {
        email: UserPoolEmail.withSES({
          fromEmail: `no-reply@${mailDomain}`,
          fromName: 'Accord',
          sesVerifiedDomain: mailDomain,
        }),
      }),
    });
    acknowledge(pool, 'the user pool');
    const client = new UserPoolClient(this, 'UserPoolClient', {
      userPool: pool,
      generateSecret: true,
      authFlows: { adminUserPassword: true, custom: true },
      disableOAuth: true,
      accessTokenValidity: Duration.minutes(10),
      idTokenValidity: Duration.minutes(10),
      refreshTokenValidity: Duration.days(30),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    });
    return { pool, client };
  }

  /** Every step of the pool's own challenge is one function of ours. */
  #letAskForProof(pool: UserPool, file: FunctionFile, bundle: string, ids: AppIds): void {
    const { function: prover } = new EndpointFunction(this, {
      file,
      code: Code.fromAsset(bundle),
      ids,
      settings: this.#settings,
      // The pool waits no longer.
      timeoutSeconds: 5,
    });
    pool.addTrigger(UserPoolOperation.DEFINE_AUTH_CHALLENGE, prover);
    pool.addTrigger(UserPoolOperation.CREATE_AUTH_CHALLENGE, prover);
    pool.addTrigger(UserPoolOperation.VERIFY_AUTH_CHALLENGE_RESPONSE, prover);
  }

  /** Codes go to the countries where people of this deployment are, and to no others: numbers elsewhere that pay who is called are never reached. */
  #createSmsRules(countries: readonly string[]): void {
    const { stage } = this.#settings;
    const rule = (countryCode: string) => ({
      countryCode,
      protectStatus: countries.includes(countryCode) ? 'ALLOW' : 'BLOCK',
    });
    const rules = new CfnProtectConfiguration(this, 'SmsCountries', {
      countryRuleSet: { sms: COUNTRY_CODES.map(rule) },
    });
    new CfnConfigurationSet(this, 'SmsCodes', {
      configurationSetName: smsConfigurationSet(stage),
      protectConfigurationId: rules.attrProtectConfigurationId,
    });
  }

  #createBuckets(): { files: Bucket; audit: Bucket } {
    const bucketDefaults = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: this.#removalPolicy,
    };
    const logs = new Bucket(this, 'AccessLogs', {
      ...bucketDefaults,
      lifecycleRules: [{ expiration: Duration.days(90) }],
    });
    acknowledge(logs, 'a bucket of access logs');
    const { mode, days } = this.#settings.auditLock;
    const audit = new Bucket(this, 'AuditBucket', {
      ...bucketDefaults,
      versioned: true,
      // Whoever gets hold of every right of a function still cannot rewrite what was published.
      objectLockDefaultRetention: ObjectLockRetention[mode](Duration.days(days)),
      serverAccessLogsBucket: logs as IBucket,
      serverAccessLogsPrefix: 'audit/',
    });
    const files = new Bucket(this, 'FilesBucket', {
      ...bucketDefaults,
      versioned: true,
      serverAccessLogsBucket: logs as IBucket,
      serverAccessLogsPrefix: 'files/',
      cors: [
        {
          allowedMethods: [HttpMethods.POST, HttpMethods.PUT, HttpMethods.GET, HttpMethods.HEAD],
          allowedOrigins: this.#settings.uploadOrigins,
          allowedHeaders: ['*'],
          exposedHeaders: ['ETag', 'x-amz-checksum-sha256'],
          maxAge: 3600,
        },
      ],
      lifecycleRules: [
        // What was refused, and what lies in the media now, is not to be had or paid for again.
        {
          ...{ id: 'quarantine', prefix: 'quarantine/', expiration: Duration.days(7) },
          noncurrentVersionExpiration: Duration.days(1),
        },
        // No earlier than an upload in parts is over, which lives for a day.
        { id: 'unfinished-uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
        { id: 'old-versions', noncurrentVersionExpiration: Duration.days(30) },
      ],
    });
    // Set on the resource itself: the construct's own property brings a custom resource with a function along.
    (files.node.defaultChild as CfnBucket).notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
    if (this.#settings.malwareScan === 'guardduty') new MalwareProtection(this, files);
    return { files, audit };
  }

  #createSecrets(): Pick<AppIds, SecretArnName> {
    const arns: Partial<Record<string, string>> = {};
    const names = Object.keys(SECRETS) as SecretName[];
    const shared = names.filter((name) => isShared(this.#settings, name));
    const sharedArn = shared.length > 0 ? this.#createSharedSecret(shared) : '';
    for (const name of names) {
      const ownArn = () => this.#createSecret(name, SECRET_DESCRIPTIONS[name]).secretArn;
      arns[SECRETS[name].id] = shared.includes(name) ? sharedArn : ownArn();
    }
    return arns as Pick<AppIds, SecretArnName>;
  }

  /** One secret with a field for each name, all empty until somebody fills them in. */
  #createSharedSecret(names: readonly SecretName[]): string {
    const secret = this.#createSecret(
      SHARED_SECRET,
      `What the providers gave us, as JSON { ${names.map((name) => `"${name}"`).join(', ')} }: fill in the empty fields.`,
      {
        secretStringTemplate: JSON.stringify(Object.fromEntries(names.map((name) => [name, '']))),
        generateStringKey: 'generated',
      },
    );
    return secret.secretArn;
  }

  #createSecret(
    name: SecretName | typeof SHARED_SECRET,
    description: string,
    template: Pick<SecretStringGenerator, 'secretStringTemplate' | 'generateStringKey'> = {},
  ): Secret {
    const secret = new Secret(this, `Secret-${name}`, {
      secretName: secretName(this.#settings.stage, name),
      description,
      generateSecretString: { passwordLength: 64, excludePunctuation: true, includeSpace: false, ...template },
      removalPolicy: this.#removalPolicy,
    });
    acknowledge(secret, 'a secret without a rotation function');
    return secret;
  }

  #createHttpApi(): CfnApi {
    const api = new CfnApi(this, 'HttpApi', { name: `accord-${this.#settings.stage}`, protocolType: 'HTTP' });
    const { ratePerSecond, burst } = this.#settings.throttle;
    new CfnStage(this, 'HttpStage', {
      apiId: api.ref,
      stageName: '$default',
      autoDeploy: true,
      defaultRouteSettings: { throttlingRateLimit: ratePerSecond, throttlingBurstLimit: burst },
      accessLogSettings: {
        destinationArn: this.#createAccessLog('HttpLog', 'http').logGroupArn,
        format: JSON.stringify(HTTP_LOG_FORMAT),
      },
    });
    return api;
  }

  /** The API only; its routes and stage belong to the functions behind them. */
  #createWebSocketApi(): CfnApi {
    return new CfnApi(this, 'WebSocketApi', {
      name: `accord-${this.#settings.stage}-live`,
      protocolType: 'WEBSOCKET',
      routeSelectionExpression: '$request.body.action',
    });
  }

  #createAccessLog(id: string, kind: string): LogGroup {
    return new LogGroup(this, id, {
      // Below /aws/vendedlogs API Gateway needs no entry of its own in the account's resource policy.
      logGroupName: `/aws/vendedlogs/accord-${this.#settings.stage}-${kind}`,
      retention: this.#settings.logRetention,
      removalPolicy: this.#removalPolicy,
    });
  }

  #createAuthorizer(file: FunctionFile, bundle: string, apiId: string, ids: AppIds): string {
    const { function: handler } = new EndpointFunction(this, {
      file,
      code: Code.fromAsset(bundle),
      ids,
      settings: this.#settings,
      timeoutSeconds: 5,
    });
    const invocation = {
      service: 'apigateway',
      account: 'lambda',
      resource: 'path',
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    };
    const authorizer = new CfnAuthorizer(this, 'Authorizer', {
      apiId,
      name: 'authorize-request',
      authorizerType: 'REQUEST',
      authorizerPayloadFormatVersion: '2.0',
      enableSimpleResponses: true,
      // Neither a cache nor an identity source: it is asked for every request, signed in or not.
      authorizerResultTtlInSeconds: 0,
      authorizerUri: this.formatArn({
        ...invocation,
        resourceName: `2015-03-31/functions/${handler.functionArn}/invocations`,
      }),
    });
    new CfnPermission(this, 'AuthorizerPermission', {
      action: 'lambda:InvokeFunction',
      functionName: handler.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: this.formatArn({
        service: 'execute-api',
        resource: apiId,
        resourceName: `authorizers/${authorizer.ref}`,
      }),
      sourceAccount: Aws.ACCOUNT_ID,
    });
    return authorizer.ref;
  }
}

const SECRET_DESCRIPTIONS: Record<SecretName, string> = {
  'origin-verify': 'What CloudFront shows the API to prove that a request came through it.',
  signing: 'Signs cursors and one-time links.',
  'stripe-secret-key': "Stripe's secret key; replace the generated value.",
  'stripe-webhook': "Signing secret of Stripe's account webhook; replace the generated value.",
  'stripe-connect-webhook': "Signing secret of Stripe's Connect webhook; replace the generated value.",
  'social-clients':
    'Client secrets at the social platforms: replace the generated value by JSON { instagram, youtube, youtubeApiKey, tiktok }.',
};

const HTTP_LOG_FORMAT = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  integrationStatus: '$context.integrationStatus',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
  bytes: '$context.responseLength',
};
