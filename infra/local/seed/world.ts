/** The people and campaigns of the demo world. Every name, address and number is invented; `.example` domains belong to nobody. */
export const demoPassword = 'accord demo 2026';

/** How many influencers there are. */
export const rosterSize = 300;

interface DemoBrand {
  account: { as: 'brand'; email: string; name: string; organisation: string; country: string; timezone: string };
  profile: object;
  campaigns: DemoCampaign[];
}

/** A campaign, and how far it has come. */
export interface DemoCampaign {
  title: string;
  brief: string;
  currency: string;
  budgetMin: number;
  budgetMax: number;
  /** Days from the beginning of the demo world's past. */
  startsIn: number;
  lastsDays: number;
  /** What it ends as; `disputed` is active, with the bank asking for the money of its payment back. */
  becomes: 'draft' | 'published' | 'active' | 'paused' | 'completed' | 'cancelled' | 'disputed';
  targetAudience: { niches: string[]; platforms: string[]; countries: string[]; minFollowers?: number };
  deals: DemoDeal[];
  /** How many of the players apply. */
  applicants?: number;
}

/** How far one influencer has come; `who` counts the players. */
export interface DemoDeal {
  who: number;
  price: number;
  reaches: 'offered' | 'countered' | 'agreed' | 'funded' | 'submitted' | 'approved' | 'live';
  caption: string;
}

export const demoMembers = [
  { label: 'Finance member', role: 'finance', email: 'felix@lumen.example', name: 'Felix Arndt' },
  { label: 'Manager', role: 'manager', email: 'mara@lumen.example', name: 'Mara Voss' },
  { label: 'Admin', role: 'admin', email: 'ada@accord.example', name: 'Ada Quinn' },
];

const rateCard = (...lines: { platform: string; type: string; price: number }[]) => ({
  lines: lines.map(({ price, ...line }) => ({ ...line, price: { amountMinor: price, currency: 'EUR' } })),
});

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
      pastWork: [
        {
          ...{ brandName: 'Fenja Skin', title: 'One cleanser for a month of trains', platform: 'instagram' as const },
          ...{ publishedOn: '2026-06-18', views: 61_300 },
        },
        {
          ...{ brandName: 'Pale Harbor', title: 'What fits in a toiletry bag', platform: 'tiktok' as const },
          ...{ publishedOn: '2026-03-02', views: 118_900 },
        },
      ],
      geoLocation: { country: 'PT', city: 'Porto' },
      languages: ['pt', 'en'],
    },
    rateCard: rateCard(
      { platform: 'instagram', type: 'reel', price: 90_000 },
      { platform: 'instagram', type: 'story', price: 25_000 },
      { platform: 'tiktok', type: 'video', price: 70_000 },
    ),
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
    rateCard: rateCard(
      { platform: 'youtube', type: 'video', price: 240_000 },
      { platform: 'youtube', type: 'short', price: 65_000 },
      { platform: 'instagram', type: 'reel', price: 55_000 },
    ),
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
    rateCard: rateCard(
      { platform: 'instagram', type: 'reel', price: 180_000 },
      { platform: 'instagram', type: 'story', price: 60_000 },
      { platform: 'tiktok', type: 'video', price: 150_000 },
    ),
  },
];

const anyone = {
  niches: ['beauty', 'fashion', 'fitness', 'food', 'travel', 'home', 'sports', 'wellness', 'sustainability', 'comedy'],
  platforms: ['instagram', 'youtube', 'tiktok'],
  countries: ['DE', 'GB', 'US', 'FR', 'ES', 'PT', 'SE', 'PL'],
};

export const demoBrands: DemoBrand[] = [
  {
    account: {
      as: 'brand',
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
    campaigns: [
      {
        title: 'Barrier balm: four weeks of winter',
        brief: 'Use the balm outdoors and say how the skin felt. One piece each, before the cold goes.',
        currency: 'EUR',
        budgetMin: 150_000,
        budgetMax: 600_000,
        startsIn: 0,
        lastsDays: 21,
        becomes: 'completed',
        targetAudience: anyone,
        deals: [
          { who: 2, price: 145_000, reaches: 'live', caption: 'Minus four, no red cheeks. #ad' },
          { who: 3, price: 88_000, reaches: 'live', caption: 'The balm went to the lake with me. #ad' },
        ],
      },
      {
        title: 'Refill launch: the winter serum',
        brief:
          'Show the refill in your own bathroom. One piece with the first use. Say what you liked and what you did not.',
        currency: 'EUR',
        budgetMin: 300_000,
        budgetMax: 1_200_000,
        startsIn: 0,
        lastsDays: 46,
        becomes: 'active',
        targetAudience: { ...anyone, niches: ['beauty', 'wellness', 'fashion'] },
        deals: [
          { who: 0, price: 95_000, reaches: 'live', caption: 'The bottle stays, the serum is new. #ad' },
          { who: 4, price: 120_000, reaches: 'live', caption: 'Refilling on camera, spilling nothing. #ad' },
          { who: 5, price: 70_000, reaches: 'submitted', caption: 'First week, morning light, no make-up. #ad' },
          { who: 6, price: 64_000, reaches: 'countered', caption: '' },
        ],
      },
      {
        title: 'Sun care for runners',
        brief: 'A run in the sun with our stick in the pocket. We want the sweat test, not a studio.',
        currency: 'EUR',
        budgetMin: 200_000,
        budgetMax: 800_000,
        startsIn: 16,
        lastsDays: 60,
        becomes: 'published',
        targetAudience: { ...anyone, niches: ['fitness', 'sports', 'travel', 'beauty'], minFollowers: 5_000 },
        deals: [{ who: 1, price: 160_000, reaches: 'offered', caption: '' }],
        applicants: 3,
      },
      {
        title: 'Spring cleansing set (planning)',
        brief: 'Three creators, three skin types, four weeks.',
        currency: 'EUR',
        budgetMin: 150_000,
        budgetMax: 450_000,
        startsIn: 96,
        lastsDays: 30,
        becomes: 'draft',
        targetAudience: { ...anyone, niches: ['beauty'] },
        deals: [],
      },
    ],
  },
  {
    account: {
      as: 'brand',
      email: 'theo@tarn.example',
      name: 'Theo Marsh',
      organisation: 'Tarn & Trail',
      country: 'GB',
      timezone: 'Europe/London',
    },
    profile: {
      companyName: 'Tarn & Trail',
      industry: 'Outdoor',
      contactInfo: { name: 'Theo Marsh', email: 'theo@tarn.example' },
      website: 'https://tarn.example',
      description: 'Jackets and packs from Kendal that are made to be mended.',
    },
    campaigns: [
      {
        title: 'Three huts, one jacket',
        brief: 'Take the jacket up and bring honest pictures down. Weather is welcome.',
        currency: 'GBP',
        budgetMin: 200_000,
        budgetMax: 900_000,
        startsIn: 0,
        lastsDays: 40,
        becomes: 'active',
        targetAudience: anyone,
        deals: [
          { who: 1, price: 130_000, reaches: 'live', caption: 'Hut two, horizontal rain, dry shoulders. #ad' },
          { who: 7, price: 74_000, reaches: 'live', caption: 'It mended in ten minutes by head torch. #ad' },
          { who: 8, price: 52_000, reaches: 'approved', caption: 'Sunrise over the tarn. #ad' },
        ],
      },
      {
        title: 'Rain test, no filters',
        brief: 'Stand in the rain for one minute. That is the whole idea.',
        currency: 'GBP',
        budgetMin: 80_000,
        budgetMax: 300_000,
        startsIn: 1,
        lastsDays: 30,
        becomes: 'paused',
        targetAudience: anyone,
        deals: [{ who: 9, price: 40_000, reaches: 'agreed', caption: '' }],
      },
      {
        title: 'Repair café tour',
        brief: 'Visit a repair café with a broken jacket of any brand.',
        currency: 'GBP',
        budgetMin: 80_000,
        budgetMax: 250_000,
        startsIn: 2,
        lastsDays: 30,
        becomes: 'cancelled',
        targetAudience: anyone,
        deals: [{ who: 10, price: 36_000, reaches: 'offered', caption: '' }],
      },
    ],
  },
  {
    account: {
      as: 'brand',
      email: 'dana@kestrel.example',
      name: 'Dana Whitlock',
      organisation: 'Kestrel Coffee',
      country: 'US',
      timezone: 'America/Chicago',
    },
    profile: {
      companyName: 'Kestrel Coffee',
      industry: 'Food and drink',
      contactInfo: { name: 'Dana Whitlock', email: 'dana@kestrel.example' },
      website: 'https://kestrel.example',
      description: 'Small-batch coffee by post, roasted on Tuesdays.',
    },
    campaigns: [
      {
        title: 'Cold brew, warm kitchens',
        brief: 'Make it overnight, drink it on camera, tell us what you would change.',
        currency: 'USD',
        budgetMin: 100_000,
        budgetMax: 500_000,
        startsIn: 0,
        lastsDays: 35,
        becomes: 'disputed',
        targetAudience: anyone,
        deals: [{ who: 11, price: 58_000, reaches: 'live', caption: 'Twelve hours later: worth it. #ad' }],
      },
      {
        title: 'Beans by post',
        brief: 'Unpack, grind, brew. We want to hear the grinder.',
        currency: 'USD',
        budgetMin: 100_000,
        budgetMax: 400_000,
        startsIn: 12,
        lastsDays: 45,
        becomes: 'published',
        targetAudience: anyone,
        deals: [{ who: 4, price: 61_000, reaches: 'offered', caption: '' }],
        applicants: 4,
      },
      {
        title: 'Roastery open day (draft)',
        brief: 'Ten guests, one roaster, a lot of steam.',
        currency: 'USD',
        budgetMin: 50_000,
        budgetMax: 150_000,
        startsIn: 60,
        lastsDays: 14,
        becomes: 'draft',
        targetAudience: anyone,
        deals: [],
      },
    ],
  },
];
