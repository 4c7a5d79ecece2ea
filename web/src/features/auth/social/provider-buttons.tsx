import { beginSocialLogIn } from '#contract/areas/identities.ts';
import { LOG_IN_PROVIDER_NAMES } from '#domain/identity.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { config } from '@/api/index.ts';
import { Button } from '@/ui/button.tsx';
import { FormError } from '@/ui/form.tsx';

/** The ways past the form: a button for each provider that this deployment knows; nothing when it knows none. */
export function ProviderButtons({ next }: { next?: string | undefined }) {
  const begin = useEndpointMutation(beginSocialLogIn, {
    // The whole page goes there: a window of its own would be blocked, and could not be told from a forged one.
    onSuccess: ({ authorizeUrl }) => location.assign(authorizeUrl),
  });
  const { logInProviders } = config();
  if (logInProviders.length === 0) return null;
  return (
    <div className="mb-6 grid gap-3">
      {logInProviders.map((provider) => (
        <Button
          key={provider}
          busy={(begin.isPending || begin.isSuccess) && begin.variables?.params.provider === provider}
          onClick={() => begin.mutate({ params: { provider }, query: next ? { next } : {} })}
        >
          Continue with {LOG_IN_PROVIDER_NAMES[provider]}
        </Button>
      ))}
      <FormError error={begin.error} />
      <p className="mt-2 flex items-center gap-3 text-small text-faint before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or
      </p>
    </div>
  );
}
