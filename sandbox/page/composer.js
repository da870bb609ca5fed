import { el } from './dom.js'

const input = document.querySelector('#say')
const list = document.querySelector('#completions')
let offered = []
let chosen = -1

/** The words of a command's hint, as Slack shows them: `mine · show H-42 · help`. */
const offersFor = (line, commands) => {
  if (!line.startsWith('/')) return []
  const all = commands.flatMap(({ command, hint }) => [
    command,
    ...hint
      .split('·')
      .map((word) => word.trim())
      .filter((word) => word !== '')
      .map((word) => `${command} ${word}`),
  ])
  return all.filter((one) => one.startsWith(line.trimEnd()) && one !== line)
}

const draw = () => {
  list.hidden = offered.length === 0
  input.setAttribute('aria-expanded', String(offered.length > 0))
  if (chosen >= 0) input.setAttribute('aria-activedescendant', `offer-${chosen}`)
  else input.removeAttribute('aria-activedescendant')
  list.replaceChildren(
    ...offered.map((line, index) =>
      el(
        'div',
        {
          id: `offer-${index}`,
          role: 'option',
          class: index === chosen ? 'chosen' : '',
          'aria-selected': String(index === chosen),
          onmousedown: (event) => {
            event.preventDefault()
            take(index)
          },
        },
        line,
      ),
    ),
  )
}

const close = () => {
  offered = []
  chosen = -1
  draw()
}

const take = (index) => {
  input.value = offered[index]
  close()
  input.focus()
}

/** Completes commands while they are typed, as Slack does: arrows choose, Tab or Enter takes, Escape closes. */
export const completeCommands = (commandsNow) => {
  input.addEventListener('input', () => {
    offered = offersFor(input.value, commandsNow())
    chosen = -1
    draw()
  })
  input.addEventListener('blur', close)
  input.addEventListener('keydown', (event) => {
    if (offered.length === 0) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      chosen = (chosen + step + offered.length) % offered.length
      draw()
    } else if (event.key === 'Tab' || (event.key === 'Enter' && chosen >= 0)) {
      event.preventDefault()
      take(Math.max(chosen, 0))
    } else if (event.key === 'Escape') close()
  })
}

export const suggest = (line) => {
  input.value = line
  input.focus()
}
