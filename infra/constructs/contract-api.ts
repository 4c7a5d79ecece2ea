import { ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import { CfnIntegration, CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnPermission, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { API_PREFIX, type Endpoint, routesOf } from '#contract/endpoint.ts';
import type { AppIds } from './app-ids.ts';

/** Every route of one endpoint to its function, each behind the authorizer. */
export class EndpointRoutes extends Construct {
  constructor(scope: Construct, endpoint: Endpoint, handler: IFunction, ids: AppIds) {
    super(scope, 'Api');
    const integration = new CfnIntegration(this, 'Integration', {
      apiId: ids.httpApiId,
      integrationType: 'AWS_PROXY',
      integrationUri: handler.functionArn,
      payloadFormatVersion: '2.0',
    });
    for (const [index, { method, path }] of routesOf(endpoint).entries()) {
      new CfnRoute(this, index === 0 ? 'Route' : `Alias${index}`, {
        apiId: ids.httpApiId,
        routeKey: `${method} ${API_PREFIX}${path}`,
        authorizationType: 'CUSTOM',
        authorizerId: ids.authorizerId,
        target: `integrations/${integration.ref}`,
      });
    }
    new CfnPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: handler.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: Stack.of(this).formatArn({
        service: 'execute-api',
        resource: ids.httpApiId,
        resourceName: '*',
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      }),
      sourceAccount: Aws.ACCOUNT_ID,
    });
  }
}
