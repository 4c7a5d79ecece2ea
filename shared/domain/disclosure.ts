/** How advertising has to be marked where one side of a deal lives, and who says so. */
export interface DisclosureRule {
  country: string;
  place: string;
  /** Any of them will do. */
  labels: readonly string[];
  source: string;
}

/**
 * What the law or the self-regulation of a country asks of paid posts. Contracts quote these lines: a line that was quoted is never edited, a newer one goes into the
 * next version.
 */
const RULES_1: readonly DisclosureRule[] = [
  {
    country: 'US',
    place: 'the United States',
    labels: ['#ad', 'Ad', 'Sponsored', 'Paid partnership'],
    source: 'FTC, Guides Concerning the Use of Endorsements and Testimonials in Advertising, 16 CFR Part 255',
  },
  {
    country: 'GB',
    place: 'the United Kingdom',
    labels: ['Ad', '#ad', 'Advertisement'],
    source: 'CAP Code, rules 2.1 and 2.4; Digital Markets, Competition and Consumers Act 2024, Schedule 20',
  },
  {
    country: 'DE',
    place: 'Germany',
    labels: ['Werbung', 'Anzeige'],
    source: 'UWG § 5a (4); DDG § 6; MStV § 22',
  },
  {
    country: 'AT',
    place: 'Austria',
    labels: ['Anzeige', 'Werbung', 'Entgeltliche Einschaltung'],
    source: 'MedienG § 26; ECG § 6; UWG, Annex no. 11',
  },
  {
    country: 'CH',
    place: 'Switzerland',
    labels: ['Werbung', 'Anzeige', 'Publicité', 'Pubblicità'],
    source: 'UWG Art. 2 and 3; Swiss Commission for Fairness in Commercial Communication, rule B.15',
  },
  {
    country: 'FR',
    place: 'France',
    labels: ['Publicité', 'Collaboration commerciale'],
    source: 'Loi n° 2023-451 du 9 juin 2023, article 5',
  },
  {
    country: 'IT',
    place: 'Italy',
    labels: ['#pubblicità', '#adv', 'Pubblicità', 'Advertising'],
    source: 'Codice del consumo, art. 22 and 23; IAP Digital Chart',
  },
  {
    country: 'ES',
    place: 'Spain',
    labels: ['Publicidad', '#publi', 'En colaboración con'],
    source: 'Ley 34/2002 (LSSI), art. 20; Ley 3/1991, art. 26; Autocontrol code on influencers in advertising',
  },
  {
    country: 'NL',
    place: 'the Netherlands',
    labels: ['Reclame', '#adv', 'Advertentie', 'Betaald partnerschap'],
    source: 'Reclamecode Social Media & Influencer Marketing, art. 3',
  },
  {
    country: 'CA',
    place: 'Canada',
    labels: ['#ad', '#sponsored', '#pub'],
    source: 'Competition Act, s. 52 and 74.01; Ad Standards, Influencer Marketing Disclosure Guidelines',
  },
  {
    country: 'AU',
    place: 'Australia',
    labels: ['Ad', 'Advertisement', 'Sponsored', 'Paid partnership'],
    source: 'AANA Code of Ethics, section 2.7; Australian Consumer Law, s. 18',
  },
  {
    country: 'BR',
    place: 'Brazil',
    labels: ['#publi', '#publicidade', 'Publicidade', 'Parceria paga'],
    source: 'CDC, art. 36; CONAR, Guia de Publicidade por Influenciadores Digitais',
  },
  {
    country: 'IN',
    place: 'India',
    labels: ['Ad', 'Advertisement', 'Sponsored', 'Collaboration', 'Partnership'],
    source: 'ASCI, Guidelines for Influencer Advertising in Digital Media; Consumer Protection Act 2019',
  },
  {
    country: 'JP',
    place: 'Japan',
    labels: ['広告', '宣伝', 'プロモーション', 'PR'],
    source: 'Act against Unjustifiable Premiums and Misleading Representations, notification no. 19 of 2023',
  },
];

/** Of the European Union, where a member has no line of its own. */
const EU_1: Omit<DisclosureRule, 'country'> = {
  place: 'the European Union',
  labels: ['Advertisement', '#ad', 'the word for it in the language of the post'],
  source: 'Directive 2005/29/EC, article 7 (2) and Annex I no. 11; Directive 2000/31/EC, article 6',
};
const EU_COUNTRIES = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

/** Wherever else, and where nobody knows a side's country. */
const ELSEWHERE_1: Omit<DisclosureRule, 'country'> = {
  place: 'everywhere else',
  labels: ['#ad', 'Ad', 'Advertisement'],
  source: 'ICC Advertising and Marketing Communications Code, articles 7 and 18',
};

/** The lines that hold for a deal between two countries, each once; null for a country nobody knows. */
export function disclosureRules(countries: readonly (string | null)[]): Omit<DisclosureRule, 'country'>[] {
  return [...new Set(countries.map(ruleOf))];
}

function ruleOf(country: string | null): Omit<DisclosureRule, 'country'> {
  const own = RULES_1.find((rule) => rule.country === country);
  if (own) return own;
  return country !== null && EU_COUNTRIES.includes(country) ? EU_1 : ELSEWHERE_1;
}
