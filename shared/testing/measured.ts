import { vi } from 'vitest';

/** Runs something and collects the measures it writes, each with its dimensions and its value alone. It needs STAGE and AREA, as functions have them. */
export async function measuredBy<T>(run: () => Promise<T>): Promise<{ answer: T; measured: object[] }> {
  const lines: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => lines.push(String(chunk)) > 0);
  try {
    const answer = await run();
    const measured = lines
      .filter((line) => line.startsWith('{"_aws"'))
      .map((line) => {
        const { _aws, level, at, message, ...values } = JSON.parse(line);
        return values as object;
      });
    return { answer, measured };
  } finally {
    spy.mockRestore();
  }
}
