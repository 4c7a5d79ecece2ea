import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';

let client: ApiGatewayManagementApiClient | undefined;

/** Sends one message to an open WebSocket connection; false when the connection is gone, which is a normal thing. `url` is the address of the API's stage. */
export async function sendToConnection(url: string, connectionId: string, message: unknown): Promise<boolean> {
  client ??= new ApiGatewayManagementApiClient({ endpoint: url, maxAttempts: 3 });
  try {
    await client.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: JSON.stringify(message) }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'GoneException') return false;
    throw error;
  }
}
