import type { ResourceType } from '../kernel.ts';
import { HttpGateway } from './http-api/gateway.ts';
import { replaceOrigin } from './http-api/local-origin.ts';
import { perPlatform } from './http-api/per-platform.ts';
import { generatedId } from './http-api/physical-id.ts';
import { startWebSocketApi } from './websocket-api.ts';

/** The HTTP APIs of a platform by API id; each `handle`s a request without a network hop. */
export const httpApis = perPlatform(() => new Map<string, HttpGateway>());

const api: ResourceType = {
  type: 'AWS::ApiGatewayV2::Api',
  identify(resource, { region }) {
    const id = generatedId(resource, 10);
    const scheme = resource.properties.ProtocolType === 'WEBSOCKET' ? 'wss' : 'https';
    return {
      ref: id,
      attributes: { ApiId: id, ApiEndpoint: `${scheme}://${id}.execute-api.${region}.amazonaws.com` },
    };
  },
  async start(resource, platform) {
    if (resource.properties.ProtocolType === 'WEBSOCKET') return startWebSocketApi(resource, platform);
    replaceOrigin(platform, resource.attributes.ApiEndpoint ?? '', platform.siteOrigin);
    return {
      async ready() {
        httpApis(platform).set(resource.ref, new HttpGateway(resource, platform));
      },
      async stop() {
        httpApis(platform).delete(resource.ref);
      },
    };
  },
};

/** A part of an API that only describes: the API's own `ready` reads it. */
function part(
  type: string,
  attribute: string | undefined,
  refOf?: (properties: Record<string, unknown>) => string,
): ResourceType {
  return {
    type,
    identify(resource) {
      const ref = refOf ? refOf(resource.properties) : generatedId(resource, 7);
      return { ref, attributes: attribute ? { [attribute]: ref } : {} };
    },
    async start() {
      return undefined;
    },
  };
}

export const resourceTypes: ResourceType[] = [
  api,
  part('AWS::ApiGatewayV2::Route', 'RouteId'),
  part('AWS::ApiGatewayV2::Integration', 'IntegrationId'),
  part('AWS::ApiGatewayV2::Authorizer', 'AuthorizerId'),
  part('AWS::ApiGatewayV2::Stage', undefined, (properties) => String(properties.StageName)),
  part('AWS::ApiGatewayV2::Deployment', 'DeploymentId'),
];
