import { el } from './dom.js'

const SVG = 'http://www.w3.org/2000/svg'
const WIDTH = 560
const HEIGHT = 200
const EDGE = { top: 22, right: 14, bottom: 26, left: 36 }
const COLOURS = ['#1264a3', '#d9822b', '#2b8a5b', '#8e44ad', '#c01343', '#5c6b73']

const draw = (tag, attributes, ...children) => {
  const node = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value))
  node.append(...children.flat())
  return node
}

const words = (x, y, text, anchor = 'middle') =>
  draw('text', { x, y, 'text-anchor': anchor }, document.createTextNode(String(text)))

/** A round number above the highest value, so that the lines of the grid have readable numbers. */
const ceilingOf = (most) => {
  const power = 10 ** Math.floor(Math.log10(Math.max(most, 1)))
  return [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= most) ?? most
}

const axes = (categories, ceiling) => {
  const inner = { width: WIDTH - EDGE.left - EDGE.right, height: HEIGHT - EDGE.top - EDGE.bottom }
  const slot = inner.width / categories.length
  const x = (index) => EDGE.left + slot * (index + 0.5)
  const y = (value) => EDGE.top + inner.height * (1 - value / ceiling)
  const lines = [0, 0.5, 1].map((part) => {
    const at = y(ceiling * part)
    const line = draw('line', { x1: EDGE.left, x2: WIDTH - EDGE.right, y1: at, y2: at, class: 'grid' })
    return [line, words(EDGE.left - 6, at + 4, ceiling * part, 'end')]
  })
  const labels = categories.map((label, index) => words(x(index), HEIGHT - 8, label))
  return { x, y, slot, marks: [...lines.flat(), ...labels] }
}

const lineSeries = ({ data }, colour, { x, y }, isArea) => {
  const points = data.map(({ value }, index) => `${x(index)},${y(value)}`)
  const ground = `${x(0)},${y(0)} ${points.join(' ')} ${x(data.length - 1)},${y(0)}`
  return [
    isArea ? draw('polygon', { points: ground, fill: colour, 'fill-opacity': 0.18 }) : [],
    draw('polyline', { points: points.join(' '), fill: 'none', stroke: colour, 'stroke-width': 2.5 }),
    ...data.flatMap(({ value }, index) => [
      draw('circle', { cx: x(index), cy: y(value), r: 3.5, fill: colour }),
      words(x(index), y(value) - 8, value),
    ]),
  ].flat()
}

const barSeries = ({ data }, colour, { x, y, slot }, place, many) => {
  const width = (slot * 0.7) / many
  return data.flatMap(({ value }, index) => {
    const left = x(index) - slot * 0.35 + width * place
    const bar = { x: left, y: y(value), width: width - 2, height: Math.max(y(0) - y(value), 0), fill: colour }
    return [draw('rect', bar), words(left + width / 2, y(value) - 6, value)]
  })
}

const overAxes = ({ type, series, axis_config: { categories } }) => {
  const most = Math.max(...series.flatMap(({ data }) => data.map(({ value }) => value)), 0)
  const frame = axes(categories, ceilingOf(most))
  const drawn = series.flatMap((one, place) => {
    const colour = COLOURS[place % COLOURS.length]
    return type === 'bar'
      ? barSeries(one, colour, frame, place, series.length)
      : lineSeries(one, colour, frame, type === 'area')
  })
  return [...frame.marks, ...drawn]
}

const slices = ({ segments }) => {
  const total = segments.reduce((sum, { value }) => sum + value, 0)
  const centre = { x: HEIGHT / 2, y: HEIGHT / 2, r: HEIGHT / 2 - 12 }
  const at = (turn) =>
    `${centre.x + centre.r * Math.sin(turn * 2 * Math.PI)} ${centre.y - centre.r * Math.cos(turn * 2 * Math.PI)}`
  let from = 0
  return segments.flatMap(({ label, value }, index) => {
    const to = from + value / total
    const fill = COLOURS[index % COLOURS.length]
    const isWhole = segments.length === 1
    const wide = to - from > 0.5 ? 1 : 0
    const path = `M ${centre.x} ${centre.y} L ${at(from)} A ${centre.r} ${centre.r} 0 ${wide} 1 ${at(to)} Z`
    from = to
    const shape = isWhole
      ? draw('circle', { cx: centre.x, cy: centre.y, r: centre.r, fill })
      : draw('path', { d: path, fill })
    const key = draw('rect', { x: HEIGHT + 20, y: 20 + index * 22, width: 12, height: 12, fill })
    return [shape, key, words(HEIGHT + 40, 31 + index * 22, `${label}: ${value}`, 'start')]
  })
}

const legend = (series) =>
  series.length < 2
    ? undefined
    : el(
        'p',
        { class: 'legend' },
        ...series.map(({ name }, place) => el('span', { class: `key key-${place}` }, name)),
      )

/** The numbers behind the picture, for those who do not see it. */
const spoken = ({ series, segments }) =>
  (series ?? [{ name: '', data: segments }])
    .map(({ name, data }) =>
      `${name} ${data.map(({ label, value }) => `${label}: ${value}`).join(', ')}`.trim(),
    )
    .join('; ')

export const chart = (block) => {
  const { chart: facts } = block
  const inside = facts.type === 'pie' ? slices(facts) : overAxes(facts)
  return el(
    'figure',
    { class: 'chart' },
    el('figcaption', {}, block.title),
    draw(
      'svg',
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': `${block.title}. ${spoken(facts)}` },
      inside,
    ),
    legend(facts.series ?? []),
  )
}
