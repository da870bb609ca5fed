import type { ChildProcess, Serializable } from 'node:child_process'
import { once } from 'node:events'

/** Tells another process something, and waits for the one thing that it answers. */
export async function answerOf<Answer>(child: ChildProcess, said: Serializable): Promise<Answer> {
  const gone = new AbortController()
  const leave = () => gone.abort()
  child.once('exit', leave)
  const answered = once(child, 'message', gone)
  child.send(said)
  const [answer] = await answered
  child.off('exit', leave)
  return answer
}
