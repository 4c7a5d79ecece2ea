import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { finishSocialLogIn } from '#contract/areas/identities.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { Notice } from '@/ui/feedback.tsx';
import { AuthFrame, LINK } from '../auth-frame.tsx';
import { beginSession } from '../begin-session.ts';
import { EnterCode } from '../log-in/enter-code.tsx';
import { socialLogInRoute } from '../routes.ts';
import { CompleteSignUp } from './complete-sign-up.tsx';
import type { SocialResult } from './social-result.ts';
import { FAILED_VISITS } from './social-words.ts';

/** The way back from a provider: straight on into the account, to its second factor, to a new account, or to what went wrong. */
export function SocialLogIn() {
  const { result = 'expired', next } = socialLogInRoute.useSearch();
  return result === 'proved' ? <GoOn next={next} /> : <Failed result={result} next={next} />;
}

interface Wanted {
  /** Where the person wanted to go. */
  next: string | undefined;
}

const searchOf = ({ next }: Wanted) => (next ? { next } : {});

function GoOn({ next }: Wanted) {
  const navigate = useNavigate();
  const finish = useEndpointMutation(finishSocialLogIn, {
    onSuccess: async (answer) => {
      if ('accessToken' in answer) await beginSession(answer, navigate, next);
    },
  });
  const { mutate } = finish;
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    mutate({});
  }, [mutate]);
  const { data } = finish;
  if (data && 'challenge' in data)
    return (
      <EnterCode
        asked={data}
        proved="Your provider vouched for you."
        onBegun={(answer) => beginSession(answer, navigate, next)}
        onBack={() => void navigate({ to: '/log-in', search: searchOf({ next }) })}
      />
    );
  if (data && 'signUp' in data) return <CompleteSignUp offer={data.signUp} onOpened={() => mutate({})} />;
  if (finish.error)
    return (
      <AuthFrame title="You are not logged in" foot={<WaysOn next={next} />}>
        <Notice tone="attention">{finish.error.message}</Notice>
      </AuthFrame>
    );
  return (
    <AuthFrame title="Logging in">
      <p role="status" className="text-soft">
        One moment…
      </p>
    </AuthFrame>
  );
}

function Failed({ result, next }: { result: Exclude<SocialResult, 'proved'> } & Wanted) {
  const { title, text, tone } = FAILED_VISITS[result];
  return (
    <AuthFrame title="You are not logged in" foot={<WaysOn next={next} />}>
      <Notice tone={tone} title={title}>
        {text}
      </Notice>
    </AuthFrame>
  );
}

function WaysOn({ next }: Wanted) {
  return (
    <>
      <Link to="/log-in" search={searchOf({ next })} className={LINK}>
        Log in
      </Link>{' '}
      or{' '}
      <Link to="/sign-up" className={LINK}>
        open an account
      </Link>
    </>
  );
}
