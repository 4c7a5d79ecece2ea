import type { Platform, ResolvedResource, ResourceType, RunningResource } from '../kernel.ts';
import { replaceOrigin, socketOrigin } from './http-api/local-origin.ts';
import { perPlatform } from './http-api/per-platform.ts';
import { generatedId } from './http-api/physical-id.ts';
import { WebSocketGateway } from './websocket-api/gateway.ts';
import { managementService } from './websocket-api/management-service.ts';

/** The WebSocket APIs of a platform by API id; the site's server hands its upgrades over to them. */
export const webSocketApis = perPlatform((platform) => {
  const apis = new Map<string, WebSocketGateway>();
  platform.addService(managementService(platform, apis));
  return apis;
});

/** Brings a WebSocket API to life: an AWS::ApiGatewayV2::Api whose protocol type is WEBSOCKET. */
export async function startWebSocketApi(resource: ResolvedResource, platform: Platform): Promise<RunningResource> {
  webSocketApis(platform);
  const host = `${resource.ref}.execute-api.${platform.region}.amazonaws.com`;
  replaceOrigin(platform, `wss://${host}`, socketOrigin(platform));
  replaceOrigin(platform, `https://${host}`, `${platform.awsEndpoint}/${resource.ref}`);
  return {
    async ready() {
      const gateway = new WebSocketGateway(resource, platform);
      webSocketApis(platform).set(resource.ref, gateway);
      await gateway.recover();
    },
    async stop() {
      webSocketApis(platform).get(resource.ref)?.stop();
      webSocketApis(platform).delete(resource.ref);
    },
    async reset() {
      webSocketApis(platform).get(resource.ref)?.closeAll();
      await platform.store.clear(`websocket-${resource.ref}`);
    },
  };
}

/** Only describes that a route answers its caller; the route's own property says the same. */
const routeResponse: ResourceType = {
  type: 'AWS::ApiGatewayV2::RouteResponse',
  identify(resource) {
    return { ref: generatedId(resource, 7), attributes: {} };
  },
  async start() {
    return undefined;
  },
};

export const resourceTypes: ResourceType[] = [routeResponse];
