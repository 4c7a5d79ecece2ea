import { afterEach, describe, expect, it, vi } from 'vitest';
import { handler as starting } from '#functions/schedules/start-ledger-check.ts';
import { prepareTestMachines } from '#testing/machines.ts';
import { handler as handingOver } from './hand-over.ts';

const started = prepareTestMachines();
afterEach(() => void vi.useRealTimers());

describe('the nightly check of the ledger', () => {
  it('is begun once a night, and its successor goes on where it stopped, under a name of its own', async () => {
    for (const at of ['2026-11-20T02:30:00Z', '2026-11-20T02:31:00Z', '2026-11-21T02:30:00Z']) {
      vi.useFakeTimers({ now: Date.parse(at), toFake: ['Date'] });
      await starting();
    }
    const [first, repeated, next] = started.map(({ name }) => name);
    expect(repeated).toBe(first);
    expect(next).not.toBe(first);
    const position = { ...started[0]?.input.position, workspaceId: 'wsp_1', phase: 'entries', afterId: 'ent_1' };
    await handingOver({ position, generation: 2 });
    expect(started.at(-1)?.input).toEqual({ position, generation: 2 });
    expect([first, next]).not.toContain(started.at(-1)?.name);
    for (const { name } of started) expect(name).toMatch(/^[\w-]{1,80}$/);
  });
});
