import type { CriterionAnswer } from '../../src/domain/handoff/handoff.ts'

/** Made-up prospects and what an SDR would write about them. Parts are combined so that no two leads read alike. */
export type Lead = {
  company: string
  contact: string
  title: string
  email: string
  answers: CriterionAnswer[]
  nextStep: string
  promised: string | undefined
  landed: string | undefined
  avoid: string | undefined
}

const COMPANIES = [
  'Brightwater Logistics',
  'Halden Foods',
  'Corvid Analytics',
  'Lumen Dental Group',
  'Pinecrest Hotels',
  'Tessera Insurance',
  'Orchard Freight',
  'Kestrel Aerospace Parts',
  'Vantage Clinics',
  'Morrow & Pike',
  'Bluefin Retail',
  'Granite State Credit',
  'Solace Home Care',
  'Ironbridge Tools',
  'Marlowe Publishing',
  'Quill Payroll',
  'Redwood Schools Trust',
  'Sable Cosmetics',
  'Fjord Seafood',
  'Union Street Bank',
  'Tidewater Energy',
  'Copperfield Wholesale',
  'Aster Biolabs',
  'Hollis Construction',
  'Juniper Fitness',
  'Keystone Packaging',
  'Linden Legal',
  'Meridian Ferries',
  'Nightingale Health',
  'Oakline Furniture',
  'Parcelwise',
  'Quarry Road Cement',
  'Rosewood Events',
  'Stanton Motors',
  'Trellis Software',
  'Umber Ceramics',
  'Verdant Farms',
  'Westgate Property',
  'Yarrow Pharma',
  'Zephyr Airlines Catering',
  'Alder Street Coffee',
  'Beacon Nurseries',
  'Calder Water',
  'Dunmore Textiles',
  'Elmfield Academy',
  'Foxglove Interiors',
  'Greyson Security',
  'Harbour Lights Cruises',
  'Inverness Whisky Co',
  'Jasper Mining Supply',
  'Kingsway Pharmacies',
  'Larkspur Media',
  'Monument Records',
  'Northgate Steel',
  'Ostrander Farms Equipment',
  'Primrose Care Homes',
  'Quantock Brewery',
  'Ridgeline Outdoor',
  'Silverlake Credit Union',
  'Thornbury Kitchens',
  'Upland Dairy',
  'Violet Telecom',
  'Wren Print',
  'Yellowstone Haulage',
  'Amberly Jewellers',
  'Birchwood Recruitment',
  'Castleton Tiles',
  'Drayton Opticians',
  'Eastmoor Rail',
  'Fairview Hospitals',
  'Glenwood Timber',
  'Hexham Chemicals',
  'Ivy Lane Estates',
  'Kelso Instruments',
  'Longmeadow Pets',
  'Millbrook Paper',
  'Netherby Textiles',
  'Oldcastle Vets',
  'Penrose Shipping',
  'Rivington Games',
  'Stonehaven Roofing',
  'Tamarind Restaurants',
]

const FIRST = [
  'Dana',
  'Priya',
  'Marcus',
  'Ingrid',
  'Owen',
  'Lucia',
  'Hugo',
  'Farah',
  'Peter',
  'Anneke',
  'Samir',
  'Grace',
  'Theo',
]

const LAST = [
  'Whitfield',
  'Nair',
  'Bell',
  'Sørensen',
  'Castillo',
  'Okafor',
  'Lindqvist',
  'Hart',
  'Moreau',
  'Tanaka',
  'Ellis',
]

const TITLES = [
  'VP Operations',
  'Head of Sales Operations',
  'Chief Financial Officer',
  'Director of IT',
  'Regional Manager',
  'Head of Procurement',
  'Operations Manager',
]

type Said = [CriterionAnswer['state'], string]

const BUDGET: Said[] = [
  ['confirmed', '60k is approved for the first quarter; the number came from the CFO.'],
  ['confirmed', 'They pay 48k a year for the tool they want to leave, and keep that money.'],
  ['pending', 'Wants to stay under 30k; the board decides on the plan in two weeks.'],
  ['confirmed', 'Signed off 40k in September, the purchase order number is in the CRM.'],
  ['pending', 'Money comes from the operations budget, finance has still to agree.'],
  ['confirmed', 'Has 25k of her own to spend without asking anybody.'],
  ['confirmed', 'Lost 90k to the problem last year and was told to fix it for less than that.'],
  ['pending', 'Says budget is there, would not say how much before a demo.'],
  ['confirmed', 'Between 35k and 50k, already in the plan for next year.'],
  ['pending', 'Needs a quote by the tenth to get it into the plan.'],
  ['confirmed', 'Replaces two licences of 12k each that end in January.'],
]

const AUTHORITY: Said[] = [
  ['confirmed', 'Decides alone up to 50k and bought the last system the same way.'],
  ['pending', 'Recommends; the COO signs and has not been on a call yet.'],
  ['confirmed', 'Chairs the group that chooses, three people, all named in the CRM.'],
  ['pending', 'Procurement joins from 20k on and wants two other offers.'],
  ['confirmed', 'Owner of the company, decides with her brother.'],
  ['pending', 'Decides with the head of IT, who cares about single sign-on only.'],
  ['confirmed', 'The CFO was on the second call and asked for the contract.'],
  ['pending', 'New in the role since summer, still has to ask her manager.'],
  ['confirmed', 'Signs for all six sites; IT only has to say that it is safe.'],
]

const TIMELINE: Said[] = [
  ['confirmed', 'The old contract ends on 31 January and will not be renewed.'],
  ['confirmed', 'Has to be live before the season starts in March.'],
  ['pending', 'Would like to begin this quarter, no date behind it yet.'],
  ['confirmed', 'An audit in February asks for exactly this.'],
  ['confirmed', 'Two warehouses open in April and cannot start without it.'],
  ['pending', 'After the migration of their ERP, planned for December.'],
  ['confirmed', 'Decision on the fifth, kick-off the week after, she sent the plan.'],
]

/** What a hurried SDR writes: past the gate, and of little use. */
const THIN: Said = ['pending', 'Sounded interested, need to find out more.']

const NEXT_STEPS = [
  'Send the security questionnaire',
  'Demo for the three site managers',
  'Call with the COO about the contract',
  'Send two references of their size',
  'Walk through prices with finance',
  'Answer the questions on data export',
  'Show the integration with their ERP',
  'Agree on a trial for one warehouse',
  'Bring the implementation plan',
]

const PROMISED = [
  'An answer on single sign-on before the first call.',
  'A price for six sites, not for one.',
  'That nobody will call her mobile.',
  undefined,
  'A customer of their size to talk to.',
  undefined,
  'A trial without a credit card.',
]

const LANDED = [
  'Closing the books two days earlier.',
  undefined,
  'Not having to type the same order three times.',
  'The example of the hotel chain with twelve houses.',
  'Seeing at nine what went wrong at night.',
]

const AVOID = [
  undefined,
  'They had a bad year with a consultancy; do not open with services.',
  undefined,
  'Do not mention the competitor; her husband works there.',
  'She hates slides, show the product.',
  undefined,
  'Leave the old system alone, he built it himself.',
  undefined,
]

const pick = <T>(list: readonly T[], place: number): T => {
  const found = list[place % list.length]
  if (found === undefined) throw new Error('an empty list has nothing to pick')
  return found
}

const maybe = <T>(list: readonly (T | undefined)[], place: number): T | undefined => list[place % list.length]

/** The lead at a place; lists of different lengths and different strides keep combinations from coming back soon. */
export function leadAt(place: number, isThin: boolean): Lead {
  const company = pick(COMPANIES, place)
  const [first, last] = [pick(FIRST, place * 5), pick(LAST, place * 3)]
  const domain = company.toLowerCase().replaceAll(/[^a-z]+/g, '-')
  const answer = (key: string, [state, evidence]: Said): CriterionAnswer => ({ key, state, evidence })
  return {
    company,
    contact: `${first} ${last}`,
    title: pick(TITLES, place * 2),
    email: `${first.toLowerCase()}@${domain}.example`,
    answers: [
      answer('budget', isThin ? THIN : pick(BUDGET, place * 4)),
      answer('authority', pick(AUTHORITY, place * 2)),
      answer('timeline', pick(TIMELINE, place * 3)),
    ],
    nextStep: pick(NEXT_STEPS, place * 2),
    promised: maybe(PROMISED, place),
    landed: maybe(LANDED, place * 3),
    avoid: maybe(AVOID, place * 5),
  }
}
