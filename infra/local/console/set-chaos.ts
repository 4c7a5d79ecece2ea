import type { Platform } from '#local/kernel.ts';
import type { DeliveryChaos } from '#local/resources/event-bus/router.ts';
import { eventRouter, setDeliveryChaos } from '#local/resources/event-bus.ts';
import { ConsoleError } from './http.ts';

/** Sets how often deliveries of the bus are doubled and whether they are shuffled; answers what holds now. Throws ConsoleError 400. */
export function setChaos(platform: Platform, input: Record<string, unknown>): DeliveryChaos {
  const { duplicate, shuffle } = input;
  if (duplicate !== undefined && !(typeof duplicate === 'number' && duplicate >= 0 && duplicate <= 1))
    throw new ConsoleError(400, 'duplicate is a probability from 0 to 1.');
  if (shuffle !== undefined && typeof shuffle !== 'boolean') throw new ConsoleError(400, 'shuffle is true or false.');
  setDeliveryChaos(platform, {
    ...(typeof duplicate === 'number' ? { duplicate } : {}),
    ...(typeof shuffle === 'boolean' ? { shuffle } : {}),
  });
  return eventRouter(platform).chaos();
}
