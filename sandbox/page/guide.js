import { el } from './dom.js'

const DISMISSED = 'guide dismissed'
const box = document.querySelector('#guide')
let drawn = ''
let digestSeen = false

/** Five steps from a new lead to the digest; each is ticked off when it has happened. */
const steps = (state, hands) => [
  {
    title: 'Hand off a lead',
    how: 'You are Sam, an SDR. Type /handoff in #handoffs, fill in the three steps, and send.',
    done: state.guide.handedOff,
    label: 'Type it for me',
    act: () => hands.goTo('sam', 'handoffs').then(() => hands.suggest('/handoff')),
  },
  {
    title: 'Answer it',
    how: 'Become Eva, the account executive, and press Accept on the card.',
    done: state.guide.answered,
    label: 'Become Eva',
    act: () => hands.goTo('eva', 'handoffs'),
  },
  {
    title: 'Let the deadline pass',
    how: 'Eva now owes a meaningful touch within 48 hours. Move the clock to Monday and see who hears of it.',
    done: state.guide.later,
    label: 'Monday 09:00',
    act: () => hands.monday(),
  },
  {
    title: 'Read what leadership reads',
    how: 'Become Mia, the manager: in #leadership wait the stuck leads and the weekly digest with its chart.',
    done: digestSeen,
    label: 'Become Mia',
    act: () => hands.goTo('mia', 'leadership'),
  },
  {
    title: 'Break something',
    how: 'Backstage shows what happens next, and lets Slack be slow, limit us or go down. Nothing is lost.',
    done: state.backstage.weather !== 'fine',
    label: 'Open backstage',
    act: () => hands.openBackstage(),
  },
]

export const drawGuide = (state, hands) => {
  if (state.guide.later && state.me.handle === 'mia') {
    const channel = state.channels.find(({ name }) => name === 'leadership')
    if (state.here === channel?.id) digestSeen = true
  }
  const all = steps(state, hands)
  const now = all.findIndex(({ done }) => !done)
  const isOver = now === -1
  const isDismissed = sessionStorage.getItem(DISMISSED) !== null
  const look = JSON.stringify([now, isDismissed])
  if (look === drawn) return
  drawn = look
  box.hidden = isDismissed
  if (isDismissed) return
  const dismiss = () => {
    sessionStorage.setItem(DISMISSED, 'yes')
    drawGuide(state, hands)
  }
  const step = isOver ? undefined : all[now]
  box.replaceChildren(
    el(
      'ol',
      { class: 'steps', 'aria-label': 'Guided path' },
      ...all.map(({ title, done }, index) =>
        el(
          'li',
          {
            class: done ? 'done' : index === now ? 'now' : '',
            'aria-current': index === now ? 'step' : undefined,
          },
          `${index + 1}. ${title}`,
          done ? el('span', { class: 'hidden' }, ' (done)') : '',
        ),
      ),
    ),
    el(
      'div',
      { class: 'step' },
      el(
        'p',
        {},
        isOver ? 'That is the whole path. Everything here is the real product; play on.' : step.how,
      ),
      step ? el('button', { type: 'button', class: 'primary', onclick: step.act }, step.label) : undefined,
      el('button', { type: 'button', class: 'quiet', onclick: dismiss }, isOver ? 'Close' : 'Dismiss'),
    ),
  )
}
