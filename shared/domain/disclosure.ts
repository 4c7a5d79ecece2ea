/** What a contract quotes of how advertising has to be marked where one side of a deal lives, and who says so. */
interface QuotedRule {
  /** Nothing where it is not one country's own. */
  country?: string;
  place: string;
  /** Any of them will do. */
  labels: readonly string[];
  source: string;
}

/** How the captions of posts are judged for the people of a country, and with what that was compared. */
interface JudgedCaptions {
  /** What says it besides the labels that contracts quote. */
  furtherLabels: readonly string[];
  /** Whether it has to stand at the beginning, before what is read without opening the rest. */
  isAtBeginning: boolean;
  /** Words that are used for it and do not say it. */
  tooVague: readonly string[];
  source: string;
  comparedOn: string;
}

interface DisclosureRule extends Omit<QuotedRule, 'country'> {
  /** Nothing where only contracts know the country: then no caption is judged by it. */
  captions?: JudgedCaptions;
}

const VAGUE = ['sp', 'spon', 'collab', 'ambassador', 'partner', 'thanks', 'gifted', 'iworkwith'];

/**
 * What the law or the self-regulation of a country asks of paid posts, by its code: the one table that contracts quote and that captions are judged by. A `place`, `labels` or `source` that
 * a contract quoted is never edited: a newer one stands beside it, for the next version of the clause. What is said of captions may be; it was compared with stored copies of what regulators, law firms
 * and the press write about each source, not all of them the source itself: compare again before one is relied on.
 */
export const DISCLOSURE_RULES: Readonly<Record<string, DisclosureRule>> = {
  US: {
    place: 'the United States',
    labels: ['#ad', 'Ad', 'Sponsored', 'Paid partnership'],
    source: 'FTC, Guides Concerning the Use of Endorsements and Testimonials in Advertising, 16 CFR Part 255',
    captions: {
      furtherLabels: ['advertisement', 'advertising', 'paid ad'],
      isAtBeginning: false,
      tooVague: VAGUE,
      source:
        'Federal Trade Commission, Disclosures 101 for Social Media Influencers (November 2019), and 16 CFR Part 255: simple and clear words such as “advertisement”, “ad” and “sponsored”; “sp”, “spon”, “collab”, “ambassador” and “thanks” are vague',
      comparedOn: '2026-11-21',
    },
  },
  GB: {
    place: 'the United Kingdom',
    labels: ['Ad', '#ad', 'Advertisement'],
    source: 'CAP Code, rules 2.1 and 2.4; Digital Markets, Competition and Consumers Act 2024, Schedule 20',
    captions: {
      furtherLabels: ['advert', 'advertising', 'advertisement feature'],
      isAtBeginning: true,
      tooVague: [...VAGUE, 'sponsored', 'in association with'],
      source:
        'CAP and CMA, Influencers’ guide to making clear that ads are ads, third edition of 23 March 2023: “Ad” or the like, upfront; not “sponsored”, “gifted” or only the name of the brand',
      comparedOn: '2026-11-21',
    },
  },
  DE: {
    place: 'Germany',
    labels: ['Werbung', 'Anzeige'],
    source: 'UWG § 5a (4); DDG § 6; MStV § 22',
    captions: {
      furtherLabels: ['bezahlte werbung', 'dauerwerbesendung'],
      isAtBeginning: true,
      tooVague: [...VAGUE, 'ad', 'sponsored', 'sponsored by', 'powered by'],
      source:
        '§ 5a (4) UWG; Oberlandesgericht Celle, judgment of 8 June 2017, 13 U 53/17: recognisable at first glance, “#ad” among hashtags at the end is not; “Werbung” or “Anzeige” at the beginning',
      comparedOn: '2026-11-21',
    },
  },
  AT: {
    place: 'Austria',
    labels: ['Anzeige', 'Werbung', 'Entgeltliche Einschaltung'],
    source: 'MedienG § 26; ECG § 6; UWG, Annex no. 11',
  },
  CH: {
    place: 'Switzerland',
    labels: ['Werbung', 'Anzeige', 'Publicité', 'Pubblicità'],
    source: 'UWG Art. 2 and 3; Swiss Commission for Fairness in Commercial Communication, rule B.15',
  },
  FR: {
    place: 'France',
    labels: ['Publicité', 'Collaboration commerciale'],
    source: 'Loi n° 2023-451 du 9 juin 2023, article 5',
    captions: {
      furtherLabels: [],
      isAtBeginning: false,
      tooVague: [...VAGUE, 'ad', 'partenariat', 'sponsorisé'],
      source:
        'Loi n° 2023-451 du 9 juin 2023, article 5: “Publicité” or “Collaboration commerciale”, clear, legible and identifiable on the picture or video in every format',
      comparedOn: '2026-11-21',
    },
  },
  IT: {
    place: 'Italy',
    labels: ['#pubblicità', '#adv', 'Pubblicità', 'Advertising'],
    source: 'Codice del consumo, art. 22 and 23; IAP Digital Chart',
    captions: {
      furtherLabels: ['sponsored', 'sponsorizzato', 'in collaborazione con'],
      isAtBeginning: true,
      tooVague: VAGUE,
      source:
        'Istituto dell’Autodisciplina Pubblicitaria, Regolamento Digital Chart, version of 30 October 2024, which the guidelines of AGCOM of 16 January 2024 refer to: words such as “#adv” or “#sponsored”, seen at once',
      comparedOn: '2026-11-21',
    },
  },
  ES: {
    place: 'Spain',
    labels: ['Publicidad', '#publi', 'En colaboración con'],
    source: 'Ley 34/2002 (LSSI), art. 20; Ley 3/1991, art. 26; Autocontrol code on influencers in advertising',
    captions: {
      furtherLabels: ['patrocinado por'],
      isAtBeginning: true,
      tooVague: [...VAGUE, 'colab', 'sponso', 'ad'],
      source:
        'AUTOCONTROL, aea and IAB Spain, Código de Conducta de Publicidad a través de Influencers, in force since 1 October 2025: identified clearly, unambiguously and at once',
      comparedOn: '2026-11-21',
    },
  },
  NL: {
    place: 'the Netherlands',
    labels: ['Reclame', '#adv', 'Advertentie', 'Betaald partnerschap'],
    source: 'Reclamecode Social Media & Influencer Marketing, art. 3',
  },
  CA: {
    place: 'Canada',
    labels: ['#ad', '#sponsored', '#pub'],
    source: 'Competition Act, s. 52 and 74.01; Ad Standards, Influencer Marketing Disclosure Guidelines',
  },
  AU: {
    place: 'Australia',
    labels: ['Ad', 'Advertisement', 'Sponsored', 'Paid partnership'],
    source: 'AANA Code of Ethics, section 2.7; Australian Consumer Law, s. 18',
  },
  BR: {
    place: 'Brazil',
    labels: ['#publi', '#publicidade', 'Publicidade', 'Parceria paga'],
    source: 'CDC, art. 36; CONAR, Guia de Publicidade por Influenciadores Digitais',
  },
  IN: {
    place: 'India',
    labels: ['Ad', 'Advertisement', 'Sponsored', 'Collaboration', 'Partnership'],
    source: 'ASCI, Guidelines for Influencer Advertising in Digital Media; Consumer Protection Act 2019',
  },
  JP: {
    place: 'Japan',
    labels: ['広告', '宣伝', 'プロモーション', 'PR'],
    source: 'Act against Unjustifiable Premiums and Misleading Representations, notification no. 19 of 2023',
  },
};

/** Of the European Union, where a member has no line of its own. */
const EU_1: QuotedRule = {
  place: 'the European Union',
  labels: ['Advertisement', '#ad', 'the word for it in the language of the post'],
  source: 'Directive 2005/29/EC, article 7 (2) and Annex I no. 11; Directive 2000/31/EC, article 6',
};
const EU_COUNTRIES = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

/** Wherever else, and where nobody knows a side's country. */
const ELSEWHERE_1: QuotedRule = {
  place: 'everywhere else',
  labels: ['#ad', 'Ad', 'Advertisement'],
  source: 'ICC Advertising and Marketing Communications Code, articles 7 and 18',
};

/** The lines that hold for a deal between two countries, each once; null for a country nobody knows. */
export function disclosureRules(countries: readonly (string | null)[]): QuotedRule[] {
  return [...new Set(countries.map(areaOf))].map(quotedOf);
}

/** The country itself, where it has a line of its own. */
function areaOf(country: string | null): string {
  if (country !== null && DISCLOSURE_RULES[country]) return country;
  return country !== null && EU_COUNTRIES.includes(country) ? 'EU' : 'elsewhere';
}

function quotedOf(area: string): QuotedRule {
  const own = DISCLOSURE_RULES[area];
  if (!own) return area === 'EU' ? EU_1 : ELSEWHERE_1;
  const { place, labels, source } = own;
  return { country: area, place, labels, source };
}
