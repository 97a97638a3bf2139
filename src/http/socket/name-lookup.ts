import { lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { now } from '../../clock.ts'

type Answer = Parameters<Parameters<LookupFunction>[2]>

/** Milliseconds an address is kept, as long as browsers do. */
const keptMs = 60_000

/**
 * A name lookup whose answers are shared by all connections of a client. The system's resolver answers
 * four questions at a time: fifty connections that each ask it would wait for one another, and that wait
 * is no time of the server's.
 */
export function sharedLookup(): LookupFunction {
  const known = new Map<string, { readonly at: number; readonly answer: Promise<Answer> }>()
  return (hostname, options, found) => {
    const key = JSON.stringify([hostname, options.family ?? 0, options.hints ?? 0, options.all ?? false])
    let entry = known.get(key)
    if (entry === undefined || now() - entry.at > keptMs) {
      entry = {
        at: now(),
        answer: new Promise<Answer>((resolve) => {
          lookup(hostname, options, (...answer: unknown[]) => resolve(answer as unknown as Answer))
        }),
      }
      known.set(key, entry)
    }
    void entry.answer.then((answer) => {
      // A name that was not found is asked for again.
      if (answer[0] !== null) known.delete(key)
      found(...answer)
    })
  }
}
