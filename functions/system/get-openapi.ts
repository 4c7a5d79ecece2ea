import { getOpenApi } from '#contract/areas/system.ts';
import { endpoint } from '#runtime/endpoint.ts';

let document: Promise<Record<string, unknown>> | undefined;

export const handler = endpoint(getOpenApi, async () => {
  document ??= describeApi();
  return { status: 200, body: await document };
});

/** The whole contract is loaded when somebody asks for it, and not with every cold start. */
async function describeApi(): Promise<Record<string, unknown>> {
  const [{ toOpenApi }, { endpoints }] = await Promise.all([
    import('#contract/openapi.ts'),
    import('#contract/index.ts'),
  ]);
  return toOpenApi(endpoints);
}
