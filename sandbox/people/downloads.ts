import type { ServerResponse } from 'node:http'
import { maySee } from '../reading/seen.ts'
import type { FileUpload } from '../slack/state.ts'
import type { Workspace } from '../workspace.ts'

/** A file under a message that this person sees; to everybody else it does not exist. */
const fileFor = ({ state }: Workspace, id: string, handle: string): FileUpload | undefined => {
  const person = state.personCalled(handle)
  const carriers = state.messages.filter(({ files }) => files.some((file) => file.id === id))
  const isShown = carriers.some((message) => maySee(state, message, person.id))
  return isShown ? state.files.get(id) : undefined
}

/** A name as a header may carry it, whatever characters are in it. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)

/** Hands out a file as something to keep, never as something that the browser would open by itself. */
export const serveDownload = (
  workspace: Workspace,
  id: string,
  handle: string,
  response: ServerResponse,
): void => {
  const file = fileFor(workspace, id, handle)
  if (file?.bytes === undefined) {
    response.writeHead(404).end('This file is not here.')
    return
  }
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encoded(file.filename)}`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  response.end(file.bytes)
}
