import type { FileUpload } from '../slack/state.ts'

/** A file under a message, with what is in it. */
export interface SeenFile {
  id: string
  name: string
  title: string
  /** Its content, read as text. */
  text: string
}

/** The files that are still there. */
export const filesSeen = (files: FileUpload[]): SeenFile[] =>
  files
    .filter(({ deleted }) => !deleted)
    .map(({ id, filename, title, bytes }) => ({
      id,
      name: filename,
      title,
      text: bytes?.toString('utf8') ?? '',
    }))
