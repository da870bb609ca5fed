/** Makes an element. Text always goes in as text, so nothing that people type can become markup. */
export const el = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false || value === null) continue
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value)
    else if (name === 'value') node.value = value
    else if (value === true) node.setAttribute(name, '')
    else node.setAttribute(name, String(value))
  }
  node.append(...children.flat().filter((child) => child !== undefined && child !== null))
  return node
}

/** Only web addresses become links; anything else stays plain words. */
export const link = (url, ...children) => {
  const isSafe = /^(https?:|mailto:)/i.test(url)
  return isSafe
    ? el('a', { href: url, target: '_blank', rel: 'noreferrer' }, ...children)
    : el('span', {}, ...children)
}
