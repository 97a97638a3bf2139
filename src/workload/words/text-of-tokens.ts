import { seededRandom } from '../../stats/random.ts'
import type { TokensPrompt } from '../prompt.ts'
import { nonceOf } from './nonce.ts'
import { words } from './word-list.ts'

/** Number that keeps the shared text apart from those of the requests, which use the seeds from `seed` on. */
const sharedStream = 0x73686172

/**
 * A seeded text of about `count` tokens: so many frequent words, each one token in the common
 * vocabularies (see the word list). The server's own count is what a report prints; a chat template
 * adds a few tokens of its own. A longer text of the same seed begins with the shorter one.
 */
export function textOfTokens(count: number, seed: number): string {
  return drawn(count, seed).join(' ')
}

/**
 * The text an endpoint gets for a `{ tokens }` prompt: its shared part, which the run's seed draws,
 * then one of its own.
 *
 * @param seed of the run's sampling
 * @param index of the request in its run
 * @param nonce seed of the run's nonces: the own part then begins with a nonce in place of as many of
 * its words, without which a second run of the same seed would ask for the same texts; null for none
 */
export function tokenText(
  { count, sharedTokens = 0 }: TokensPrompt,
  seed: number,
  index: number,
  nonce: number | null = null,
): string {
  const shared = drawn(Math.min(sharedTokens, count), (seed ^ sharedStream) >>> 0)
  const start =
    nonce === null
      ? []
      : nonceOf(index, nonce)
          .split(' ')
          .slice(0, count - shared.length)
  const own = drawn(count - shared.length, seed + index).slice(start.length)
  return [...shared, ...start, ...own].join(' ')
}

function drawn(count: number, seed: number): string[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => words[Math.floor(random() * words.length)] as string)
}
