/** The people and campaigns of the demo world. Every name, address and number is invented; `.example` domains belong to nobody. */
export const demoPassword = 'accord demo 2026';

export const demoBrand = {
  account: {
    as: 'brand' as const,
    email: 'olivia@lumen.example',
    name: 'Olivia Berg',
    organisation: 'Lumen Skincare',
    country: 'DE',
    timezone: 'Europe/Berlin',
  },
  profile: {
    companyName: 'Lumen Skincare',
    industry: 'Beauty',
    budgetRange: { min: { amountMinor: 200_000, currency: 'EUR' }, max: { amountMinor: 5_000_000, currency: 'EUR' } },
    contactInfo: { name: 'Olivia Berg', email: 'olivia@lumen.example', phone: '+49 30 5550100' },
    website: 'https://lumen.example',
    description: 'Plain skincare from Berlin: five products, no perfume, refillable glass.',
  },
};

export const demoMembers = [
  { label: 'Finance member', role: 'finance', email: 'felix@lumen.example', name: 'Felix Arndt' },
  { label: 'Manager', role: 'manager', email: 'mara@lumen.example', name: 'Mara Voss' },
  { label: 'Admin', role: 'admin', email: 'ada@accord.example', name: 'Ada Quinn' },
];

export const demoInfluencers = [
  {
    account: {
      as: 'influencer' as const,
      email: 'ines@creators.example',
      name: 'Inês Duarte',
      country: 'PT',
      timezone: 'Europe/Lisbon',
    },
    profile: {
      displayName: 'Inês Duarte',
      bio: 'Skincare routines that fit between two trains. Honest reviews, no filters.',
      socialLinks: [
        { platform: 'instagram', handle: 'ines.routines', followers: 48_200 },
        { platform: 'tiktok', handle: 'inesroutines', followers: 91_400 },
      ],
      niche: ['beauty', 'wellness'],
      audienceDemographics: {
        countries: { PT: 0.42, DE: 0.21, ES: 0.18 },
        ages: { '18-24': 0.38, '25-34': 0.44 },
        genders: { female: 0.81, male: 0.17 },
      },
      mediaKitUrl: 'https://ines.example/media-kit',
      geoLocation: { country: 'PT', city: 'Porto' },
      languages: ['pt', 'en'],
    },
  },
  {
    account: {
      as: 'influencer' as const,
      email: 'jonas@creators.example',
      name: 'Jonas Keller',
      country: 'DE',
      timezone: 'Europe/Berlin',
    },
    profile: {
      displayName: 'Jonas Keller',
      bio: 'Running, mountain huts and the food in between.',
      socialLinks: [
        { platform: 'youtube', handle: '@jonaskeller', followers: 126_000 },
        { platform: 'instagram', handle: 'jonas.laeuft', followers: 33_900 },
      ],
      niche: ['fitness', 'travel', 'food'],
      audienceDemographics: {
        countries: { DE: 0.71, AT: 0.12, CH: 0.08 },
        ages: { '25-34': 0.51, '35-44': 0.24 },
        genders: { female: 0.39, male: 0.6 },
      },
      geoLocation: { country: 'DE', city: 'Leipzig' },
      languages: ['de', 'en'],
    },
  },
  {
    account: {
      as: 'influencer' as const,
      email: 'amara@creators.example',
      name: 'Amara Osei',
      country: 'GB',
      timezone: 'Europe/London',
    },
    profile: {
      displayName: 'Amara Osei',
      bio: 'Beauty on a budget and thrifted fashion from South London.',
      socialLinks: [
        { platform: 'instagram', handle: 'amara.thrifts', followers: 212_000 },
        { platform: 'tiktok', handle: 'amarathrifts', followers: 305_000 },
      ],
      niche: ['beauty', 'fashion', 'sustainability'],
      audienceDemographics: {
        countries: { GB: 0.63, IE: 0.09, US: 0.11 },
        ages: { '18-24': 0.52, '25-34': 0.33 },
        genders: { female: 0.88, male: 0.1 },
      },
      geoLocation: { country: 'GB', city: 'London' },
      languages: ['en'],
    },
  },
];

const price = (min: number, max: number) => ({
  min: { amountMinor: min, currency: 'EUR' },
  max: { amountMinor: max, currency: 'EUR' },
});

export const demoCampaigns = [
  {
    title: 'Refill launch: the winter serum',
    brief:
      'Show the refill in your own bathroom. One reel with the first use, one story set after two weeks. Say what you liked and what you did not.',
    budgetMin: 300_000,
    budgetMax: 1_200_000,
    currency: 'EUR',
    startsIn: 5,
    lastsDays: 40,
    publish: true,
    deliverables: [
      { deliverableId: 'reel', type: 'reel', platform: 'instagram', count: 1, priceRange: price(60_000, 150_000) },
      { deliverableId: 'stories', type: 'story', platform: 'instagram', count: 3, priceRange: price(20_000, 60_000) },
    ],
    targetAudience: {
      niches: ['beauty', 'wellness'],
      platforms: ['instagram'],
      countries: ['PT', 'DE', 'GB', 'ES'],
      minFollowers: 10_000,
    },
  },
  {
    title: 'Sun care for runners',
    brief: 'A long video of a run in the sun with our stick in the pocket. We want the sweat test, not a studio.',
    budgetMin: 200_000,
    budgetMax: 800_000,
    currency: 'EUR',
    startsIn: 10,
    lastsDays: 60,
    publish: true,
    deliverables: [
      { deliverableId: 'film', type: 'video', platform: 'youtube', count: 1, priceRange: price(150_000, 350_000) },
    ],
    targetAudience: {
      niches: ['fitness', 'sports', 'travel'],
      platforms: ['youtube', 'instagram'],
      countries: ['DE', 'AT', 'CH'],
      minFollowers: 20_000,
    },
  },
  {
    title: 'Spring cleansing set (planning)',
    brief: 'Three creators, three skin types, four weeks.',
    budgetMin: 150_000,
    budgetMax: 450_000,
    currency: 'EUR',
    startsIn: 90,
    lastsDays: 30,
    publish: false,
    deliverables: [],
    targetAudience: { niches: ['beauty'], platforms: [], countries: [] },
  },
];
