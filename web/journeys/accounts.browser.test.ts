/**
 * Journeys of people who need no more than an account of their own: each has its own people, and all of them one platform, whose start
 * takes longer than most of them. The search comes first, as it counts everybody there is.
 */
import './search.ts';
import './brand.ts';
import './influencer.ts';
import './integrations.ts';
import './live.ts';
import './privacy.ts';
import './security.ts';
import './social-log-in.ts';
import './team.ts';
