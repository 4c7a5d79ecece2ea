import type { useNavigate } from '@tanstack/react-router';
import { queryClient } from '@/api/index.ts';
import { session } from '@/api/session.ts';
import { homePath } from '@/app/root.tsx';
import { handOn } from './handed-on.ts';

/** Takes the session that a log-in answered and goes on to the first screen, or to the one that was asked for before. */
export async function beginSession(
  answer: Parameters<typeof session.begin>[0],
  navigate: ReturnType<typeof useNavigate>,
  next?: string,
): Promise<void> {
  handOn('');
  queryClient.clear();
  session.begin(answer);
  await navigate({ href: next ?? homePath(), replace: true });
}
