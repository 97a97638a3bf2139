import { now } from '../../clock.ts'
import { linesOf } from './log-lines.ts'
import { modelFailureIn } from './log-words.ts'

/** Time between looks at the log, and for which it must say so before a start is given up, in milliseconds. */
const lookEveryMs = 1000
const patienceMs = 5000

/**
 * Watches the log of a server that answers, but not that it is ready: some go on for ever after their model has
 * failed. The given function says whether the log has told of that for five seconds; it looks once a second.
 */
export function watchForFailure(log: string, from: number): () => boolean {
  let lookedAt = Number.NEGATIVE_INFINITY
  let since: number | null = null
  return () => {
    const time = now()
    if (time - lookedAt >= lookEveryMs) {
      lookedAt = time
      if (modelFailureIn(linesOf(log, { from })) === null) since = null
      else since ??= time
    }
    return since !== null && time - since >= patienceMs
  }
}
