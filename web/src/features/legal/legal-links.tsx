import { Link } from '@tanstack/react-router';

const LINK = 'inline-flex min-h-8 items-center text-faint underline underline-offset-4 hover:text-ink';

/** The way to what one should be able to read on every screen. */
export function LegalLinks() {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-small">
      <li>
        <Link to="/terms" className={LINK}>
          Terms of use
        </Link>
      </li>
      <li>
        <Link to="/privacy" className={LINK}>
          Privacy
        </Link>
      </li>
      <li>
        <Link to="/cookies" className={LINK}>
          Cookies
        </Link>
      </li>
    </ul>
  );
}
