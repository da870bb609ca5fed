/**
 * Why each scope is asked for. The manifests take their scopes from here, the doctor names what is missing by it and
 * the docs are tested against it, so a scope without a reason cannot be added. A new one makes every installation
 * re-install the app.
 */
export const scopes = [
  { name: 'commands', why: 'Offer /handoff and the New handoff shortcut.' },
  {
    name: 'chat:write',
    why: 'Post a handoff in its channel, keep that message current, and send people what waits for them.',
  },
  {
    name: 'users:read',
    why: 'Learn the name and time zone of people, and refuse guests, bots and people who have left.',
  },
  {
    name: 'channels:read',
    why: 'Check that a configured public channel exists, holds the bot and is not shared with another company.',
  },
  {
    name: 'files:write',
    why: 'Send exports and pay tables to the person who asked, and calendar files of intro calls.',
  },
  { name: 'groups:read', why: 'Check the same for a configured private channel.' },
] as const
