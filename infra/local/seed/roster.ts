import { seededRandom } from '../seeded-random.ts';

/** An influencer as the operators' import takes one. */
export interface RosterEntry {
  email: string;
  name: string;
  country: string;
  timezone: string;
  profile: {
    displayName: string;
    bio: string;
    socialLinks: { platform: Platform; handle: string; followers: number }[];
    niche: string[];
    audienceDemographics: {
      countries: Record<string, number>;
      ages: Record<string, number>;
      genders: Record<string, number>;
    };
    geoLocation: { country: string; city: string };
    languages: string[];
    pastWork: { brandName: string; title: string; platform: Platform; publishedOn: string; views: number }[];
  };
  rateCard: { lines: { platform: Platform; type: string; price: { amountMinor: number; currency: string } }[] };
}

type Platform = 'instagram' | 'youtube' | 'tiktok';

interface Land {
  country: string;
  timezone: string;
  language: string;
  currency: string;
  cities: string[];
  first: string[];
  last: string[];
}

/** Given names, family names and places that exist; the people are invented. */
const LANDS: Land[] = [
  {
    country: 'DE',
    timezone: 'Europe/Berlin',
    language: 'de',
    currency: 'EUR',
    cities: ['Berlin', 'Hamburg', 'Leipzig', 'Köln', 'Freiburg'],
    first: ['Lena', 'Milan', 'Frieda', 'Emre', 'Jule', 'Kasimir', 'Nele', 'Tarek'],
    last: ['Brandt', 'Öztürk', 'Lindner', 'Hartwig', 'Seidel', 'Vogt', 'Krüger'],
  },
  {
    country: 'GB',
    timezone: 'Europe/London',
    language: 'en',
    currency: 'GBP',
    cities: ['London', 'Leeds', 'Bristol', 'Glasgow', 'Cardiff'],
    first: ['Imogen', 'Rhys', 'Zadie', 'Callum', 'Priya', 'Owen', 'Tamsin', 'Kofi'],
    last: ['Ashworth', 'Mensah', 'Pryce', 'Okafor', 'Hollis', 'Singh', 'Whitby'],
  },
  {
    country: 'US',
    timezone: 'America/Chicago',
    language: 'en',
    currency: 'USD',
    cities: ['Austin', 'Portland', 'Chicago', 'Atlanta', 'Denver'],
    first: ['Harper', 'Marcus', 'Noor', 'Dylan', 'Camila', 'Wes', 'Ayana', 'Beck'],
    last: ['Delgado', 'Carver', 'Nguyen', 'Holloway', 'Brooks', 'Castellan', 'Reyes'],
  },
  {
    country: 'FR',
    timezone: 'Europe/Paris',
    language: 'fr',
    currency: 'EUR',
    cities: ['Paris', 'Lyon', 'Nantes', 'Lille', 'Marseille'],
    first: ['Élodie', 'Bastien', 'Manon', 'Idriss', 'Clémence', 'Théo', 'Anaïs'],
    last: ['Lefèvre', 'Garnier', 'Diallo', 'Marchand', 'Roussel', 'Benali'],
  },
  {
    country: 'ES',
    timezone: 'Europe/Madrid',
    language: 'es',
    currency: 'EUR',
    cities: ['Madrid', 'Valencia', 'Sevilla', 'Bilbao'],
    first: ['Lucía', 'Iker', 'Carmen', 'Hugo', 'Alba', 'Nil', 'Marina'],
    last: ['Serrano', 'Iglesias', 'Muñoz', 'Vidal', 'Ortega', 'Prieto'],
  },
  {
    country: 'PT',
    timezone: 'Europe/Lisbon',
    language: 'pt',
    currency: 'EUR',
    cities: ['Lisboa', 'Porto', 'Braga'],
    first: ['Matilde', 'Duarte', 'Leonor', 'Tomás', 'Beatriz'],
    last: ['Carvalho', 'Teixeira', 'Moreira', 'Pinto', 'Faria'],
  },
  {
    country: 'SE',
    timezone: 'Europe/Stockholm',
    language: 'sv',
    currency: 'EUR',
    cities: ['Stockholm', 'Göteborg', 'Malmö'],
    first: ['Saga', 'Viggo', 'Ebba', 'Elias', 'Tuva'],
    last: ['Lindqvist', 'Åkesson', 'Nyström', 'Berg', 'Sandell'],
  },
  {
    country: 'PL',
    timezone: 'Europe/Warsaw',
    language: 'pl',
    currency: 'EUR',
    cities: ['Warszawa', 'Kraków', 'Wrocław'],
    first: ['Zofia', 'Jakub', 'Łucja', 'Antoni', 'Hania'],
    last: ['Kowalczyk', 'Żółkiewska', 'Wójcik', 'Zielińska', 'Mazur'],
  },
];

/** What someone of a niche writes about, and who watches. */
const NICHES: Record<string, { about: string[]; women: number; with: string[] }> = {
  beauty: {
    about: ['Skincare without perfume', 'Make-up in five minutes', 'Honest product tests'],
    women: 0.84,
    with: ['fashion', 'wellness'],
  },
  fashion: {
    about: ['Second-hand outfits', 'One coat, ten looks', 'Sewing what shops do not sell'],
    women: 0.78,
    with: ['beauty', 'sustainability'],
  },
  fitness: {
    about: ['Strength for beginners', 'Running before work', 'Mobility in small flats'],
    women: 0.48,
    with: ['wellness', 'food'],
  },
  food: {
    about: ['One-pot dinners', 'Bread and what goes on it', 'Markets and what is in season'],
    women: 0.61,
    with: ['home', 'travel'],
  },
  travel: {
    about: ['Night trains and ferries', 'Huts, tents and hot soup', 'Cities on foot'],
    women: 0.54,
    with: ['food', 'sports'],
  },
  technology: {
    about: ['Phones after a year of use', 'Repairing instead of replacing', 'Desk setups that cost little'],
    women: 0.27,
    with: ['gaming', 'education'],
  },
  gaming: {
    about: ['Small games by small teams', 'Speedruns explained', 'Co-op evenings'],
    women: 0.31,
    with: ['technology', 'comedy'],
  },
  parenting: {
    about: ['Toddlers and public transport', 'Lunch boxes that come back empty', 'Twins and a day job'],
    women: 0.81,
    with: ['home', 'education'],
  },
  home: {
    about: ['Balcony gardens', 'Renovating a kitchen slowly', 'Storage for people who read'],
    women: 0.68,
    with: ['sustainability', 'food'],
  },
  finance: {
    about: ['First salary, first budget', 'Taxes without tears', 'Saving for a sabbatical'],
    women: 0.46,
    with: ['education'],
  },
  education: {
    about: ['History in ninety seconds', 'Languages by songs', 'Maths that shows up in life'],
    women: 0.52,
    with: ['technology', 'music'],
  },
  music: {
    about: ['Bass lines and where they come from', 'Home recording', 'Concerts in living rooms'],
    women: 0.44,
    with: ['comedy', 'fashion'],
  },
  sports: {
    about: ['Climbing after forty', 'Football from the third row', 'Cold water and warm gloves'],
    women: 0.41,
    with: ['fitness', 'travel'],
  },
  wellness: {
    about: ['Sleep, taken seriously', 'Breathing between meetings', 'Yoga for stiff people'],
    women: 0.73,
    with: ['fitness', 'beauty'],
  },
  sustainability: {
    about: ['Refill, repair, return', 'What bins are for', 'Clothes that last'],
    women: 0.66,
    with: ['home', 'fashion'],
  },
  pets: {
    about: ['Rescue dogs in the city', 'Cats and their opinions', 'Vet visits without drama'],
    women: 0.69,
    with: ['comedy', 'home'],
  },
  automotive: {
    about: ['Old cars, new parts', 'Electric road trips', 'Bikes that carry everything'],
    women: 0.22,
    with: ['technology', 'travel'],
  },
  comedy: {
    about: ['Office sketches', 'Grandmothers on everything', 'Bad advice, well meant'],
    women: 0.49,
    with: ['music', 'pets'],
  },
};

const TONES = [
  'No filters.',
  'Slowly and in detail.',
  'Mostly from my kitchen table.',
  'Questions welcome.',
  'Paid work is always marked.',
  'New every Thursday.',
];
/** Invented, every one. */
const BRANDS = [
  ...[
    'Nordlicht Kaffee',
    'Pale Harbor',
    'Ostara Oats',
    'Kettle & Thread',
    'Marlow Bikes',
    'Fenja Skin',
    'Tidewater Tea',
  ],
  ...['Bracken Boots', 'Luma Lamps', 'Sable & Rye', 'Juniper Post', 'Halden Audio', 'Verano Foods', 'Quillon Books'],
];

const KINDS: Record<Platform, { type: string; perThousand: number }[]> = {
  instagram: [
    { type: 'reel', perThousand: 11 },
    { type: 'story', perThousand: 4 },
    { type: 'post', perThousand: 8 },
  ],
  tiktok: [{ type: 'video', perThousand: 7 }],
  youtube: [
    { type: 'video', perThousand: 24 },
    { type: 'short', perThousand: 8 },
  ],
};

/** As many invented influencers as asked for, with what they did in the two years before that instant; the same ones for the same seed. */
export function makeRoster(count: number, nowMs: number, seed = 7): RosterEntry[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => makeEntry(index, nowMs, random));
}

function makeEntry(index: number, nowMs: number, random: () => number): RosterEntry {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const land = LANDS[index % LANDS.length] as Land;
  const name = `${pick(land.first)} ${pick(land.last)}`;
  const main = pick(Object.keys(NICHES));
  const niche = NICHES[main] as (typeof NICHES)[string];
  const other = pick(niche.with);
  const plain = plainOf(name.split(' ')[0] ?? '');
  const handle = `${plain}.${pick([main, other, 'daily', 'notes', 'inprogress'])}${index + 1}`;
  const platforms = pick<Platform[]>([
    ['instagram'],
    ['tiktok'],
    ['youtube'],
    ['instagram', 'tiktok'],
    ['instagram', 'youtube'],
  ]);
  const socialLinks = platforms.map((platform) => ({ platform, handle, followers: followersBy(random) }));
  const women = Math.min(0.95, Math.max(0.05, niche.women + (random() - 0.5) * 0.16));
  const home = 0.45 + random() * 0.4;
  const abroad = land.country === 'US' ? 'GB' : 'US';
  const young = 0.2 + random() * 0.35;
  return {
    email: `${plain}.${index + 1}@roster.example`,
    name,
    country: land.country,
    timezone: land.timezone,
    profile: {
      displayName: name,
      bio: `${pick(niche.about)}. ${pick(TONES)}`,
      socialLinks,
      niche: [main, other],
      audienceDemographics: {
        countries: { [land.country]: round(home), [abroad]: round((1 - home) * 0.4) },
        ages: { '18-24': round(young), '25-34': round((1 - young) * 0.55), '35-44': round((1 - young) * 0.28) },
        genders: { female: round(women), male: round(0.98 - women) },
      },
      geoLocation: { country: land.country, city: pick(land.cities) },
      languages: land.language === 'en' ? ['en'] : [land.language, 'en'],
      pastWork: pastWorkOf(socialLinks, niche.about, nowMs, random),
    },
    rateCard: { lines: socialLinks.flatMap((link) => linesOf(link, land.currency, random)) },
  };
}

/** Many small accounts, few large ones: between about 2,000 and 900,000. */
function followersBy(random: () => number): number {
  const followers = 2_000 * 450 ** (random() ** 1.7);
  return Math.round(followers / 100) * 100;
}

function linesOf(link: { platform: Platform; followers: number }, currency: string, random: () => number) {
  return KINDS[link.platform].map(({ type, perThousand }) => {
    const price = Math.max(60, (link.followers / 1000) * perThousand * (0.75 + random() * 0.5));
    return { platform: link.platform, type, price: { amountMinor: Math.round(price / 5) * 500, currency } };
  });
}

/** Up to seven pieces for brands, newest first; most were seen by fewer people than follow the account, a few by more. */
function pastWorkOf(
  links: readonly { platform: Platform; followers: number }[],
  topics: readonly string[],
  nowMs: number,
  random: () => number,
) {
  const pieces = Array.from({ length: 1 + Math.floor(random() * 7) }, () => {
    const { platform, followers } = links[Math.floor(random() * links.length)] as (typeof links)[number];
    const ageDays = 9 + Math.floor(random() ** 1.5 * 700);
    return {
      brandName: BRANDS[Math.floor(random() * BRANDS.length)] as string,
      title: topics[Math.floor(random() * topics.length)] as string,
      platform,
      publishedOn: new Date(nowMs - ageDays * 86_400_000).toISOString().slice(0, 10),
      views: Math.round(followers * (0.12 + random() ** 3 * 1.6)),
    };
  });
  return pieces.sort((one, other) => other.publishedOn.localeCompare(one.publishedOn));
}

function plainOf(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll('ł', 'l')
    .replaceAll(/[^a-z]/g, '');
}

function round(share: number): number {
  return Math.round(share * 100) / 100;
}
