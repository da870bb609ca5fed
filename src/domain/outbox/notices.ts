import { z } from 'zod'

const version = z.number()
const offer = z.number()
const to = z.string()
const why = z.enum(['uncertain', 'failed'])

/**
 * What to tell whom about a handoff, never what it looks like: a notice is rendered when it is sent. It waits in the
 * outbox as JSON, perhaps since before an upgrade, so it is parsed when it is read.
 * - *state*: one message that shows the handoff as it is now; several changes become one edit.
 * - *event*: a message of its own about one happening; never dropped.
 * - *reminder*: dropped when its reason is gone by the time it would be sent.
 */
export const noticeSchema = z.discriminatedUnion('what', [
  z.object({ kind: z.literal('state'), what: z.literal('card') }),
  z.object({ kind: z.literal('state'), what: z.literal('brief') }),
  z.object({ kind: z.literal('state'), what: z.literal('ae_card'), offer, to, urgent: z.boolean() }),
  /** What was the card before the lead went to another team, as one line. */
  z.object({ kind: z.literal('state'), what: z.literal('card_moved'), version }),
  /** A message whose words were erased. */
  z.object({ kind: z.literal('state'), what: z.literal('redacted'), role: z.string() }),
  z.object({ kind: z.literal('event'), what: z.literal('thread'), version }),
  z.object({ kind: z.literal('event'), what: z.literal('nudge'), version, to }),
  /** What the thread says about one happening, to the one person whom it concerns most. */
  z.object({ kind: z.literal('event'), what: z.literal('told'), version, to }),
  /** Told only while `remindersOf` still names its id. Whom it reaches is decided when it is sent. */
  z.object({
    kind: z.literal('reminder'),
    what: z.enum(['warning', 'breach_thread', 'breach_manager']),
    id: z.string(),
  }),
  /** Before and after a planned call, to each rep who is to be there. */
  z.object({ kind: z.literal('reminder'), what: z.enum(['before_call', 'after_call']), id: z.string(), to }),
  /** How a planned call gets into a calendar; told again when the call moves. */
  z.object({ kind: z.literal('event'), what: z.literal('invitation'), version }),
  z.object({ kind: z.literal('reminder'), what: z.literal('check_ae'), offer, to }),
  /** Slack did not say in time who the SDR is: a manager hears if they may not hand off. */
  z.object({ kind: z.literal('reminder'), what: z.literal('check_sdr'), to }),
  /** The ten minutes are over: the button to undo goes. */
  z.object({
    kind: z.literal('reminder'),
    what: z.literal('undo_over'),
    of: z.enum(['card', 'ae_card']),
    offer,
    version,
  }),
  /** Slack did not confirm a message, or refused it for good: somebody who can help is told. */
  z.object({
    kind: z.literal('reminder'),
    what: z.literal('undelivered'),
    of: z.string(),
    try: z.number(),
    to,
    why,
  }),
])
export type Notice = z.infer<typeof noticeSchema>

const day = z.string()
const team = z.string().optional()

/** What is told to a channel about many handoffs at once. */
export const postSchema = z.discriminatedUnion('what', [
  /** The pages are cut when the list is made, so that a lead which somebody acts on meanwhile moves no other. */
  z.object({ kind: z.literal('event'), what: z.literal('stuck_list'), day, ids: z.array(z.string()), team }),
  /** What one message does not hold, in its thread; the list itself is page 0. */
  z.object({
    kind: z.literal('event'),
    what: z.literal('stuck_rest'),
    day,
    ids: z.array(z.string()),
    page: z.number(),
    team,
  }),
  z.object({ kind: z.literal('event'), what: z.enum(['digest', 'digest_detail']), monday: z.string() }),
  /** The digest again, now with who reviewed it. */
  z.object({ kind: z.literal('state'), what: z.literal('digest_reviewed'), monday: z.string() }),
  /** One of these did not arrive: somebody who can help is told. */
  z.object({
    kind: z.literal('reminder'),
    what: z.literal('post_undelivered'),
    of: z.string(),
    try: z.number(),
    to,
    why,
  }),
  /** Handoffs that cannot be read were set aside. */
  z.object({ kind: z.literal('reminder'), what: z.literal('set_aside'), at: z.string(), to }),
])
export type Post = z.infer<typeof postSchema>

export type NoticeKind = Notice['kind']

export const isPost = (notice: Notice | Post): notice is Post =>
  postSchema.options.some((option) => option.shape.what.safeParse(notice.what).success)

/** The card is place 0 of its lane and its brief place 1; nothing of the lane can go before the card is there. */
export const CARD_PLACE = 0

/** What a message is within its handoff; a second message of the same role replaces the first. */
export function messageRole(notice: Notice | Post): string {
  switch (notice.what) {
    case 'card_moved':
      return `card_moved:${notice.version}`
    case 'redacted':
      return notice.role
    case 'card':
    case 'brief':
    case 'check_sdr':
      return notice.what
    case 'thread':
      return `thread:${notice.version}`
    case 'ae_card':
    case 'check_ae':
      return `${notice.what}:${notice.offer}`
    case 'undo_over':
      return notice.of === 'card' ? 'card' : `ae_card:${notice.offer}`
    case 'nudge':
      return `nudge:${notice.version}`
    case 'told':
      return `told:${notice.version}:${notice.to}`
    case 'warning':
    case 'breach_thread':
    case 'breach_manager':
      return `${notice.what}:${notice.id}`
    case 'before_call':
    case 'after_call':
      return `${notice.what}:${notice.id}:${notice.to}`
    case 'invitation':
      return `invitation:${notice.version}`
    case 'stuck_list':
      return `stuck:${notice.day}${teamOf(notice)}`
    case 'stuck_rest':
      return `stuck:${notice.day}${teamOf(notice)}:${notice.page}`
    case 'digest_reviewed':
      return `digest:${notice.monday}`
    case 'digest':
    case 'digest_detail':
      return `${notice.what}:${notice.monday}`
    case 'set_aside':
      return `set_aside:${notice.at}`
    case 'undelivered':
    case 'post_undelivered':
      return `undelivered:${notice.of}:${notice.try}:${notice.to}`
    default:
      return notice satisfies never
  }
}

/** Several teams have a list each. */
export const teamOf = ({ team }: { team?: string | undefined }): string => (team ? `:${team}` : '')

/** What a notice is within its handoff or workspace: its message's role, unless it only touches another's message. */
export function outboxName(notice: Notice | Post): string {
  if (notice.what === 'digest_reviewed') return `reviewed:${notice.monday}`
  if (notice.what === 'redacted') return `redacted:${notice.role}`
  return notice.what === 'undo_over' ? `undo_over:${notice.of}:${notice.version}` : messageRole(notice)
}

/** Where a notice is told and in which order: the channel's thread is one lane, everything else has its own. */
export function laneOf(handoffId: string, notice: Notice): { lane: string; place: number } {
  switch (notice.what) {
    case 'card':
      return { lane: `${handoffId}/thread`, place: CARD_PLACE }
    case 'brief':
      return { lane: `${handoffId}/thread`, place: 1 }
    case 'thread':
    case 'invitation':
      return { lane: `${handoffId}/thread`, place: notice.version + 1 }
    case 'ae_card':
      return { lane: `${handoffId}/dm/${notice.to}`, place: notice.offer }
    default:
      return { lane: `${handoffId}/${outboxName(notice)}`, place: 1 }
  }
}

/** A list or digest first, its detail in the thread after it. */
export function laneOfPost(workspace: string, post: Post): { lane: string; place: number } {
  switch (post.what) {
    case 'stuck_list':
    case 'stuck_rest': {
      const lane = `${workspace}/${post.day}/stuck${teamOf(post)}`
      return { lane, place: post.what === 'stuck_list' ? CARD_PLACE : post.page }
    }
    case 'digest':
    case 'digest_detail':
    case 'digest_reviewed':
      return { lane: `${workspace}/${post.monday}/digest`, place: post.what === 'digest' ? CARD_PLACE : 1 }
    case 'set_aside':
    case 'post_undelivered':
      return { lane: `${workspace}/${messageRole(post)}`, place: 1 }
    default:
      return post satisfies never
  }
}
