import { Link } from '@tanstack/react-router';
import { Checkbox } from '@/ui/field.tsx';
import { LINK } from './auth-frame.tsx';

/** What a new person agrees to: the terms, which they must, and news, which they may. */
export function ConsentFields(props: { terms: object; termsError: string | undefined; marketing: object }) {
  return (
    <div className="grid gap-1">
      <Checkbox {...props.terms} error={props.termsError}>
        I accept the{' '}
        <Link to="/terms" target="_blank" className={LINK}>
          terms of use
        </Link>{' '}
        and have read the{' '}
        <Link to="/privacy" target="_blank" className={LINK}>
          privacy policy
        </Link>
        .
      </Checkbox>
      <Checkbox {...props.marketing}>
        Send me product news now and then. (Optional; you can take this back at any time.)
      </Checkbox>
    </div>
  );
}
