import type { Prospect } from '../handoff/handoff.ts'

/** Addresses at these domains say nothing about the company behind them. */
const FREE_MAIL = new Set([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'yahoo.com',
  'icloud.com',
  'me.com',
  'aol.com',
  'gmx.com',
  'gmx.de',
  'web.de',
  'proton.me',
  'protonmail.com',
  'mail.ru',
  'qq.com',
  '163.com',
])

export type ProspectKeys = {
  emailKey: string | null
  domainKey: string | null
  companyKey: string
  contactKey: string
}

/** What two spellings of one prospect have in common, for finding the same prospect again. */
export function keysOf(prospect: Prospect): ProspectKeys {
  const emailKey = prospect.email?.toLowerCase() ?? null
  const domain = emailKey?.split('@').at(-1) ?? null
  return {
    emailKey,
    domainKey: domain && !FREE_MAIL.has(domain) ? domain : null,
    companyKey: companyKey(prospect.company),
    contactKey: prospect.contact.normalize('NFKC').toLowerCase(),
  }
}

/** "Acme, Inc." and "ACME" are the same company; a name that is nothing but a legal form stays as it is. */
function companyKey(name: string): string {
  const words = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[.,'"]/g, '')
    .split(/\s+/)
  const kept = words.filter((word) => !LEGAL_FORMS.has(word))
  return (kept.length > 0 ? kept : words).join(' ')
}

const LEGAL_FORMS = new Set([
  'inc',
  'llc',
  'ltd',
  'limited',
  'corp',
  'corporation',
  'gmbh',
  'ag',
  'ab',
  'oy',
  'sa',
  'bv',
  'plc',
])
