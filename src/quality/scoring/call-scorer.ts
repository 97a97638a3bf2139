import { timers } from '../../clock.ts'
import { formatDuration } from '../../figures.ts'
import { plainName } from '../../plain-text.ts'
import type { AnswerToScore, Scorer } from '../scorer.ts'
import { failed, type GivenScore, givenScores } from './given-score.ts'

/** Milliseconds that one answer may take where its scorer says nothing else. */
export const usualTimeoutMs = 60_000

/** Outcome of one call of a scorer. */
export interface ScorerAnswer {
  readonly scores: readonly GivenScore[]
  /** True where the call itself failed: no name of its scores is known from it. */
  readonly broken: boolean
  readonly timedOut: boolean
}

/** Name of a scorer's scores where they have none of their own. */
export function scorerName(scorer: Scorer, place: number): string {
  const name = plainName(scorer.scorerName ?? scorer.name)
  return name === '' ? `score ${place + 1}` : name
}

/**
 * Scores one answer. Never throws: a scorer that does, or takes longer than it may, has failed at this answer.
 * @param signal aborted when nobody waits any more
 */
export async function callScorer(scorer: Scorer, answer: AnswerToScore, signal: AbortSignal): Promise<ScorerAnswer> {
  const limitMs = scorer.timeout ?? usualTimeoutMs
  const unheard = Promise.withResolvers<ScorerAnswer>()
  const end = (): void => unheard.resolve(broken(testOver))
  const timer = timers.setTimeout(
    () => unheard.resolve(broken(`took longer than ${formatDuration(limitMs)}`, true)),
    limitMs,
  )
  signal.addEventListener('abort', end, { once: true })
  try {
    return await Promise.race([asked(scorer, answer), unheard.promise])
  } finally {
    timers.clearTimeout(timer)
    signal.removeEventListener('abort', end)
  }
}

/** Why answers have no score whose test ended first. */
export const testOver = 'was not waited for: the test was over'

async function asked(scorer: Scorer, answer: AnswerToScore): Promise<ScorerAnswer> {
  try {
    return { scores: givenScores(await scorer(answer)), broken: false, timedOut: false }
  } catch (error) {
    return broken(`threw: ${messageOf(error)}`)
  }
}

/** A call that failed as a whole, for a reason in one line. */
export function broken(reason: string, timedOut = false): ScorerAnswer {
  return { scores: [failed(null, reason)], broken: true, timedOut }
}

function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error)
  } catch {
    return 'something that is no error'
  }
}
