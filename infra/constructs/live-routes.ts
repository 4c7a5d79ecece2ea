import { ArnFormat, Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnAuthorizer, CfnIntegration, CfnRoute, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnPermission, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from '../rules/acknowledgements.ts';
import type { StageSettings } from '../stacks/settings.ts';
import type { AppIds } from './app-ids.ts';
import { pascalCase } from './endpoint-function.ts';
import { WEBSOCKET_STAGE } from './grant-statements.ts';

/** File in functions/realtime → route of the WebSocket API. */
const ROUTE_OF = {
  'open-connection': '$connect',
  'close-connection': '$disconnect',
  'receive-message': '$default',
} as const;

/** File in functions/realtime that decides who may connect. */
const AUTHORIZER = 'authorize-connection';

/** The routes of the WebSocket API, its $connect behind an authorizer, and its stage. */
export class LiveRoutes extends Construct {
  readonly #ids: AppIds;

  /** `handlers` by file name below functions/realtime; fails when one of the four is missing or unknown. */
  constructor(scope: Construct, handlers: ReadonlyMap<string, IFunction>, ids: AppIds, settings: StageSettings) {
    super(scope, 'Live');
    this.#ids = ids;
    assertComplete([...handlers.keys()]);
    const authorizer = this.#createAuthorizer(handlers.get(AUTHORIZER) as IFunction);
    const routes = Object.entries(ROUTE_OF).map(([file, routeKey]) => {
      const handler = handlers.get(file) as IFunction;
      const integration = new CfnIntegration(this, `${pascalCase(file)}Integration`, {
        apiId: ids.webSocketApiId,
        integrationType: 'AWS_PROXY',
        integrationUri: this.#invocationUri(handler),
      });
      this.#permit(`${pascalCase(file)}Permission`, handler, `*/${routeKey}`);
      const route = new CfnRoute(this, `${pascalCase(file)}Route`, {
        apiId: ids.webSocketApiId,
        routeKey,
        target: `integrations/${integration.ref}`,
        ...(routeKey === '$connect'
          ? { authorizationType: 'CUSTOM', authorizerId: authorizer.ref }
          : { authorizationType: 'NONE' }),
      });
      if (routeKey !== '$connect') acknowledge(route, 'a route of an authorized connection');
      return route;
    });
    const stage = this.#createStage(settings);
    for (const route of routes) stage.node.addDependency(route);
  }

  #createAuthorizer(handler: IFunction): CfnAuthorizer {
    const authorizer = new CfnAuthorizer(this, 'Authorizer', {
      apiId: this.#ids.webSocketApiId,
      name: AUTHORIZER,
      authorizerType: 'REQUEST',
      authorizerUri: this.#invocationUri(handler),
      // The one-time ticket; without it API Gateway answers 401 by itself.
      identitySource: ['route.request.header.Sec-WebSocket-Protocol'],
    });
    this.#permit('AuthorizerPermission', handler, `authorizers/${authorizer.ref}`);
    return authorizer;
  }

  #createStage(settings: StageSettings): CfnStage {
    const logs = new LogGroup(this, 'AccessLog', {
      logGroupName: `/aws/vendedlogs/accord-${settings.stage}-websocket`,
      retention: settings.logRetention,
      removalPolicy: settings.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const { ratePerSecond, burst } = settings.throttle;
    return new CfnStage(this, 'Stage', {
      apiId: this.#ids.webSocketApiId,
      stageName: WEBSOCKET_STAGE,
      autoDeploy: true,
      defaultRouteSettings: { throttlingRateLimit: ratePerSecond, throttlingBurstLimit: burst },
      accessLogSettings: { destinationArn: logs.logGroupArn, format: JSON.stringify(LOG_FORMAT) },
    });
  }

  #invocationUri(handler: IFunction): string {
    return Stack.of(this).formatArn({
      service: 'apigateway',
      account: 'lambda',
      resource: 'path',
      resourceName: `2015-03-31/functions/${handler.functionArn}/invocations`,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
  }

  #permit(id: string, handler: IFunction, resourceName: string): void {
    new CfnPermission(this, id, {
      action: 'lambda:InvokeFunction',
      functionName: handler.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: Stack.of(this).formatArn({ service: 'execute-api', resource: this.#ids.webSocketApiId, resourceName }),
      sourceAccount: Aws.ACCOUNT_ID,
    });
  }
}

function assertComplete(files: readonly string[]): void {
  const wanted = [AUTHORIZER, ...Object.keys(ROUTE_OF)].sort();
  if (JSON.stringify([...files].sort()) === JSON.stringify(wanted)) return;
  throw new Error(
    `functions/realtime must hold exactly ${wanted.join(', ')}; it holds ${files.join(', ') || 'nothing'}.`,
  );
}

const LOG_FORMAT = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  event: '$context.eventType',
  status: '$context.status',
  connectionId: '$context.connectionId',
  integrationError: '$context.integrationErrorMessage',
};
