import { optionsOf } from '../../option-check/call.ts'
import { plainSentence } from '../../plain-text.ts'
import type { RequestFacts } from '../../samples/facts.ts'

/**
 * The line that says which calls of a task count nothing against its limit; null where there are none, or it was said.
 * @param said takes those that are said now
 */
export function unpricedNotice(samples: readonly RequestFacts[], said: Set<string>): string | null {
  const fresh = new Set(samples.flatMap(({ task }) => task?.unpriced ?? []).filter((calls) => !said.has(calls)))
  if (fresh.size === 0) return null
  for (const calls of fresh) said.add(calls)
  return plainSentence(
    `maxUsd counts no call whose cost is unknown (${[...fresh].toSorted().join(', ')}): ` +
      `give ${optionsOf('task', 'name, execute')('price')}, and report the tokens of each call`,
  )
}
