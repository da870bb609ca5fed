/** Up to where each person has read each conversation; the browser remembers it for as long as its tab is open. */
const key = (person, channel) => `read ${person} ${channel}`

export const readUntil = (person, channel, since) =>
  sessionStorage.getItem(key(person, channel)) ?? String(since / 1000)

export const markRead = (person, channel, ts) => {
  if (ts !== undefined && Number(ts) > Number(sessionStorage.getItem(key(person, channel)) ?? 0))
    sessionStorage.setItem(key(person, channel), ts)
}

/** Whether something is new there, and how often this person was called. */
export const newsIn = (channel, person, since) => {
  const read = Number(readUntil(person, channel.id, since))
  return {
    isNew: channel.latest !== undefined && Number(channel.latest) > read,
    calls: channel.calls.filter((ts) => Number(ts) > read).length,
  }
}
