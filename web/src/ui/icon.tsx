const PATHS = {
  campaigns:
    'M3 8.5v3.2c0 .5.4.9.9.9H6l6.5 3.4V4.2L6 7.6H3.9a.9.9 0 0 0-.9.9ZM15.5 7.6a3.6 3.6 0 0 1 0 5M6.2 12.8l1 3.7',
  brand:
    'M4 16.5V5.4c0-.5.4-.9.9-.9h6.2c.5 0 .9.4.9.9v11.1M12 9h3.1c.5 0 .9.4.9.9v6.6M2.5 16.5h15M6.8 8h2.4M6.8 11h2.4M6.8 14h2.4',
  team: 'M7.5 9.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5ZM2.5 16c.4-2.6 2.4-4.2 5-4.2s4.6 1.6 5 4.2M13 4.3a2.7 2.7 0 0 1 0 5M14.6 12.2c1.6.5 2.7 1.9 3 3.8',
  profile: 'M10 10a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM3.8 16.8c.6-3 3.1-4.6 6.2-4.6s5.6 1.6 6.2 4.6',
  account:
    'M10 12.7a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4ZM10 2.5v2.2M10 15.3v2.2M2.5 10h2.2M15.3 10h2.2M4.7 4.7l1.55 1.55M13.75 13.75l1.55 1.55M15.3 4.7l-1.55 1.55M6.25 13.75 4.7 15.3',
  home: 'M3.5 9.2 10 3.5l6.5 5.7v7.3h-4.3v-4.3H7.8v4.3H3.5V9.2Z',
  chart: 'M3.5 3.5v13h13M6.5 13l3-4 2.5 2.2 4-5.4',
  plus: 'M10 4v12M4 10h12',
  minus: 'M4 10h12',
  close: 'm5 5 10 10M15 5 5 15',
  check: 'm4 10.5 4 4 8-9',
  alert:
    'M10 6v5M10 14h.01M8.6 3.3 2.3 14.2c-.6 1.1.1 2.4 1.4 2.4h12.6c1.3 0 2-1.3 1.4-2.4L11.4 3.3a1.6 1.6 0 0 0-2.8 0Z',
  info: 'M10 9v5M10 6.2h.01M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15Z',
  right: 'm7.5 4.5 5.5 5.5-5.5 5.5',
  left: 'm12.5 4.5-5.5 5.5 5.5 5.5',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  edit: 'm4 16 .8-3.6 8.1-8.1a1.4 1.4 0 0 1 2 0l.8.8a1.4 1.4 0 0 1 0 2L7.6 15.2 4 16ZM11.5 5.7l2.8 2.8',
  trash:
    'M4 5.5h12M8 5.5V4c0-.6.4-1 1-1h2c.6 0 1 .4 1 1v1.5M5.5 5.5l.7 10c0 .8.7 1.5 1.5 1.5h4.6c.8 0 1.5-.7 1.5-1.5l.7-10M8.5 9v5M11.5 9v5',
  calendar: 'M4.5 5h11c.6 0 1 .4 1 1v9.5c0 .6-.4 1-1 1h-11c-.6 0-1-.4-1-1V6c0-.6.4-1 1-1ZM3.5 8.5h13M7 3v3.2M13 3v3.2',
  pin: 'M10 17.5s5.5-4.7 5.5-9a5.5 5.5 0 0 0-11 0c0 4.3 5.5 9 5.5 9ZM10 10.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  link: 'M8.5 11.5a3 3 0 0 0 4.3 0l2.7-2.7a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3 0l-2.7 2.7a3 3 0 0 0 4.3 4.3l1-1',
  mail: 'M3.5 5h13c.5 0 1 .4 1 1v8c0 .6-.5 1-1 1h-13c-.5 0-1-.4-1-1V6c0-.6.5-1 1-1ZM3 6l7 5 7-5',
  leave:
    'M12 14v1.5c0 .6-.4 1-1 1H5c-.6 0-1-.4-1-1v-11c0-.6.4-1 1-1h6c.6 0 1 .4 1 1V6M8.5 10h8.5M14.5 7.5 17 10l-2.5 2.5',
  offline:
    'M3 3l14 14M6.3 11.8a6 6 0 0 1 2.6-1.5M12.2 10.6c.6.3 1.1.7 1.6 1.2M3.4 8.7a10 10 0 0 1 3.4-2.2M10 5.5c2.5 0 4.9 1.1 6.6 3.2M10 15.3h.01',
  bell: 'M10 3a4.5 4.5 0 0 0-4.5 4.5c0 3.6-1.5 5-1.5 5h12s-1.5-1.4-1.5-5A4.5 4.5 0 0 0 10 3ZM8.3 15.5a1.8 1.8 0 0 0 3.4 0',
  discover: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM13 7l-1.7 4.3L7 13l1.7-4.3L13 7Z',
  download: 'M10 3.5v9M6.5 9.2 10 12.7l3.5-3.5M4 16.5h12',
  inbox:
    'M3 11.5 5.3 4.8c.1-.4.5-.7.9-.7h7.6c.4 0 .8.3.9.7L17 11.5v3.6c0 .5-.4.9-.9.9H3.9a.9.9 0 0 1-.9-.9v-3.6ZM3 11.5h4l1 2h4l1-2h4',
  offer: 'M3.5 5h13v8.5h-7L6 16.5v-3H3.5V5ZM7 9.2h6',
  contract: 'M5.5 2.8h6.3L15 6v11.2H5.5V2.8ZM11.5 3v3.3H15M8 10h4.5M8 13h4.5',
  wallet: 'M3.5 6.5h12c.6 0 1 .4 1 1v7c0 .6-.4 1-1 1h-11c-.6 0-1-.4-1-1v-8.7c0-.7.5-1.3 1.2-1.3h8.8v2M13.5 11h.01',
  ledger: 'M4.5 3.5h11v13h-11v-13ZM7.5 7h5M7.5 10h5M7.5 13h3',
  tag: 'M3.5 3.5h6l7 7-6 6-7-7v-6ZM6.8 6.8h.01',
  clock: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 6v4l2.8 1.8',
  lock: 'M5 9h10v7.5H5V9ZM7 9V6.5a3 3 0 0 1 6 0V9',
  menu: 'M3.5 6h13M3.5 10h13M3.5 14h13',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13 13l4 4',
  filter: 'M3 5.5h14M5.5 10h9M8.5 14.5h3',
  eye: 'M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5ZM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z',
} as const;

export type IconName = keyof typeof PATHS;

/** A line icon in the colour of the text; decoration only, the name is said beside it. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width="20"
      height="20"
      aria-hidden="true"
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The mark of the product. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 32 32"
      width="32"
      height="32"
      aria-hidden="true"
      className={className}
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d="M8 23 14.2 9h3.6L24 23" stroke="currentColor" strokeWidth="2.8" />
      <path d="M10.5 18.6h11" stroke="var(--glow)" strokeWidth="2.8" />
    </svg>
  );
}
