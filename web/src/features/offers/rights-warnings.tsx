import { Notice } from '@/ui/feedback.tsx';

/** What makes rights go further than most creators mean to; nothing where there is nothing of the kind. */
export function RightsWarnings({ warnings }: { warnings: readonly { path: string; message: string }[] }) {
  if (warnings.length === 0) return null;
  return (
    <Notice tone="attention" title="Look at the rights before you agree">
      {warnings.map(({ path, message }) => (
        <p key={path} className="mt-1">
          {message}
        </p>
      ))}
    </Notice>
  );
}
