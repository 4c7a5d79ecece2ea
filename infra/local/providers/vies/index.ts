/** VIES, the European Commission's service for VAT numbers: what it says of a number follows from its last digits. */
import { createHttpServer } from '#local/http-server.ts';
import type { Platform } from '#local/kernel.ts';
import { makeOutgoingCall } from '#local/outgoing-calls.ts';
import type { Provider, RunningProvider } from '../index.ts';
import { listen, type SocialAnswer, send } from '../social/server.ts';

const PATH = /^\/taxation_customs\/vies\/rest-api\/ms\/([A-Z]{2})\/vat\/([A-Z0-9+*]+)$/;
const STATES = 'AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI'.split(' ');

/** `…000` was never issued, of `…999` the member state is out of reach, and every other number is valid. */
function answer(path: string, now: string): SocialAnswer {
  const [, state = '', vatNumber = ''] = PATH.exec(decodeURIComponent(path)) ?? [];
  if (!STATES.includes(state)) return { status: 404, body: { errorWrappers: [{ error: 'INVALID_INPUT' }] } };
  const userError = vatNumber.endsWith('000') ? 'INVALID' : vatNumber.endsWith('999') ? 'MS_UNAVAILABLE' : 'VALID';
  const isValid = userError === 'VALID';
  const told = isValid ? { name: 'Test business', address: '---' } : { name: '---', address: '---' };
  return { status: 200, body: { isValid, requestDate: now, userError, requestIdentifier: '', vatNumber, ...told } };
}

export const provider: Provider = {
  name: 'vies',
  origins: ['https://ec.europa.eu'],
  async start(platform: Platform): Promise<RunningProvider> {
    const server = createHttpServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://stand-in').pathname;
      const call = { kind: 'provider' as const, from: 'vies', what: `GET ${path}` };
      makeOutgoingCall(platform, call, async () =>
        send(response, answer(path, new Date(platform.clock.now()).toISOString())),
      ).catch((error: unknown) => {
        platform.trace.emit('vies.defect', { error: String(error) });
        response.destroy();
      });
    });
    const port = await listen(platform, 'vies', server);
    return {
      port,
      async stop() {
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        server.closeAllConnections();
        await closed;
      },
      reset: async () => undefined,
    };
  },
};
