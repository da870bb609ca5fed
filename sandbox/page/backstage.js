import { el } from './dom.js'

const pane = document.querySelector('#backstage')
const button = document.querySelector('#backstage-button')
let drawn = ''

const WEATHERS = [
  ['fine', 'Fine'],
  ['slow', 'Slow: 1.5 s an answer'],
  ['limited', 'Rate limited: 20 s'],
  ['down', 'Down'],
]

const clockIn = (now, tz) =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: tz,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(now)

const momentIn = (at, tz) =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: tz,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(at))

/** What time it is for whom. */
const clocks = ({ players, now }) => {
  const zones = Map.groupBy
    ? Map.groupBy(players, ({ tz }) => tz)
    : players.reduce((map, one) => map.set(one.tz, [...(map.get(one.tz) ?? []), one]), new Map())
  return [...zones].map(([tz, people]) =>
    el(
      'li',
      {},
      el('strong', {}, clockIn(new Date(now), tz)),
      ` ${tz.split('/').at(-1).replaceAll('_', ' ')}: ${people.map(({ name }) => name.split(' ')[0]).join(', ')}`,
    ),
  )
}

const nexts = ({ backstage, me }, hands) =>
  backstage.next.map(({ at, what }) =>
    el(
      'li',
      {},
      el('span', {}, el('strong', {}, momentIn(at, me.tz)), ` ${what}`),
      el('button', { type: 'button', class: 'quiet', onclick: () => hands.goToMoment(at) }, 'Go there'),
    ),
  )

const waiting = ({ backstage: { waiting: all } }) =>
  all.count === 0
    ? [el('p', { class: 'quiet' }, 'Nothing waits: everything was sent.')]
    : [
        el('p', {}, el('strong', {}, `${all.count} ${all.count === 1 ? 'message waits' : 'messages wait'}`)),
        el(
          'ul',
          {},
          ...all.rows.map(({ what, to, state, problem }) =>
            el('li', {}, `${what}${to ? ` to ${to}` : ''}: ${problem ?? state}`),
          ),
        ),
      ]

const weather = ({ backstage }, hands) =>
  el(
    'div',
    { role: 'radiogroup', 'aria-label': 'How Slack is doing', class: 'choices' },
    ...WEATHERS.map(([value, label]) =>
      el(
        'label',
        { class: 'choice' },
        el('input', {
          type: 'radio',
          name: 'weather',
          value,
          checked: backstage.weather === value,
          onchange: () => hands.setWeather(value),
        }),
        el('span', {}, label),
      ),
    ),
  )

export const toggleBackstage = (open = pane.hidden) => {
  pane.hidden = !open
  button.setAttribute('aria-expanded', String(open))
  if (open) pane.querySelector('button')?.focus()
}

export const drawBackstage = (state, hands) => {
  const { backstage, players, me, problems } = state
  const minute = Math.floor(state.now / 60_000)
  const look = JSON.stringify([backstage, players.length, me.id, minute, problems])
  if (look === drawn) return
  drawn = look
  const count = backstage.waiting.count
  button.textContent = count > 0 ? `Backstage (${count})` : 'Backstage'
  button.classList.toggle('alarm', backstage.weather !== 'fine')
  const focused = pane.contains(document.activeElement) ? document.activeElement.value : undefined
  pane.replaceChildren(
    el(
      'div',
      { class: 'head' },
      el('h2', {}, 'Backstage'),
      el(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'aria-label': 'Close backstage',
          onclick: () => toggleBackstage(false),
        },
        '×',
      ),
    ),
    el(
      'div',
      { class: 'feed' },
      el('h3', {}, 'What time it is'),
      el('ul', { class: 'clocks' }, ...clocks(state)),
      el('h3', {}, 'What happens next'),
      el('ul', { class: 'nexts' }, ...nexts(state, hands)),
      el('h3', {}, 'How Slack is doing'),
      weather(state, hands),
      el('h3', {}, 'What waits to be sent'),
      ...waiting(state),
      ...(problems.length > 0
        ? [
            el('h3', {}, 'What Slack would complain about'),
            ...problems.map((text) => el('p', { class: 'error' }, text)),
          ]
        : []),
    ),
  )
  if (focused) pane.querySelector(`input[value="${focused}"]`)?.focus()
}
