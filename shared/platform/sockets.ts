import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';

let client: ApiGatewayManagementApiClient | undefined;

/** Sends one message to an open WebSocket connection; false when the connection is gone, which is a normal thing. `url` is the address of the API's stage. */
export function sendToConnection(url: string, connectionId: string, message: unknown): Promise<boolean> {
  return untilGone(url, (api) =>
    api.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: JSON.stringify(message) })),
  );
}

/** Closes a WebSocket connection; false when it is gone already. `url` is the address of the API's stage. */
export function closeConnection(url: string, connectionId: string): Promise<boolean> {
  return untilGone(url, (api) => api.send(new DeleteConnectionCommand({ ConnectionId: connectionId })));
}

async function untilGone(
  url: string,
  send: (api: ApiGatewayManagementApiClient) => Promise<unknown>,
): Promise<boolean> {
  client ??= new ApiGatewayManagementApiClient({ endpoint: url, maxAttempts: 3 });
  try {
    await send(client);
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'GoneException') return false;
    throw error;
  }
}
