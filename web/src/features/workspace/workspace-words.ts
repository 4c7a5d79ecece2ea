import type * as z from 'zod/mini';
import type { OwnWorkspace } from '#contract/areas/workspaces.ts';

type Kind = z.output<typeof OwnWorkspace>['kind'];

export const KIND_NAMES: Record<Kind, string> = { brand: 'Brand', agency: 'Agency' };

/** Languages a workspace can be kept in, as their speakers call them. */
export const LOCALES: readonly { code: string; name: string }[] = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
  { code: 'de-AT', name: 'Deutsch (Österreich)' },
  { code: 'es', name: 'Español' },
  { code: 'fr', name: 'Français' },
  { code: 'it', name: 'Italiano' },
  { code: 'nl', name: 'Nederlands' },
  { code: 'pl', name: 'Polski' },
  { code: 'pt', name: 'Português' },
];
