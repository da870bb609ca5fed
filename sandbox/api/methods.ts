import { deleteMessage, postEphemeral, postMessage, updateMessage } from './chat.ts'
import type { Method } from './context.ts'
import {
  conversationsInfo,
  conversationsJoin,
  conversationsMembers,
  conversationsOpen,
} from './conversations.ts'
import { completeUpload, deleteFile, getUploadUrl } from './files.ts'
import { authTest, usersInfo } from './people.ts'
import { viewsOpen, viewsPublish, viewsPush, viewsUpdate } from './views.ts'

interface Entry {
  run: Method
  /** The scope every call of this method needs; methods with finer rules demand theirs themselves. */
  scope?: string
  token?: 'app'
}

/** All of the Web API that exists here. */
export const methods: Record<string, Entry> = {
  'auth.test': { run: authTest },
  'apps.connections.open': { run: (_args, api) => ({ url: api.socketUrl() }), token: 'app' },
  'chat.postMessage': { run: postMessage, scope: 'chat:write' },
  'chat.postEphemeral': { run: postEphemeral, scope: 'chat:write' },
  'chat.update': { run: updateMessage, scope: 'chat:write' },
  'chat.delete': { run: deleteMessage, scope: 'chat:write' },
  'views.open': { run: viewsOpen },
  'views.push': { run: viewsPush },
  'views.update': { run: viewsUpdate },
  'views.publish': { run: viewsPublish },
  'users.info': { run: usersInfo, scope: 'users:read' },
  'conversations.info': { run: conversationsInfo },
  'conversations.join': { run: conversationsJoin, scope: 'channels:join' },
  'conversations.members': { run: conversationsMembers },
  'conversations.open': { run: conversationsOpen },
  'files.getUploadURLExternal': { run: getUploadUrl, scope: 'files:write' },
  'files.completeUploadExternal': { run: completeUpload, scope: 'files:write' },
  'files.delete': { run: deleteFile, scope: 'files:write' },
}
