import type { Call } from '../../option-check/call.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import type { Scorer, ScorerSettings } from '../scorer.ts'
import { usualTimeoutMs } from '../scoring/call-scorer.ts'
import { usualConcurrency } from '../scoring/score-answers.ts'
import { type ComponentName, componentNames } from './components/component-name.ts'

/** Scorers of the user's in place of components, in the order of those. */
export type OwnComponents = readonly (readonly [name: ComponentName, scorer: Scorer])[]

/** The scorers that were given in place of components. */
export function ownComponents(given: Partial<Record<ComponentName, Scorer>>): OwnComponents {
  return componentNames.flatMap((name) => {
    const scorer = given[name]
    return scorer === undefined ? [] : [[name, scorer] as const]
  })
}

/**
 * The settings of a scorer that calls these: each looks at the target first, none is asked more often at the same time
 * than it may be, each has its own time, and a judge is named.
 * @throws LlmBenchError `invalid-option` for two judges
 */
export function settingsOfOwn(own: OwnComponents, call: Call): Omit<ScorerSettings, 'scorerName' | 'signature'> {
  const scorers = own.map(([, scorer]) => scorer)
  if (scorers.length === 0) return {}
  const distinct = [...new Set(scorers)]
  const time = scorers.reduce((sum, { timeout = usualTimeoutMs }) => sum + timeout, 0)
  const judged = judgedBy(own, call)
  return {
    timeout: Math.max(usualTimeoutMs, time),
    concurrency: Math.min(...scorers.map(({ concurrency = usualConcurrency }) => concurrency)),
    accept: async (target) => {
      for (const { accept } of distinct) await accept?.(target)
    },
    ...(judged === undefined ? {} : { judged }),
  }
}

/** The judge of the one component that has one. What it gets wrong is known of its own verdicts, not of the total. */
function judgedBy(own: OwnComponents, call: Call): ScorerSettings['judged'] {
  const judges = own.filter(([, scorer]) => scorer.judged !== undefined)
  if (new Set(judges.map(([, scorer]) => scorer)).size > 1) {
    const names = judges.map(([name]) => name).join(' and ')
    throw notAllowed(
      call('components'),
      `a judge each for ${names}`,
      'one judge at most: the report names one for a score',
    )
  }
  const judged = judges[0]?.[1].judged
  if (judged === undefined) return undefined
  return () => {
    const record = judged([])
    return record === null ? null : { ...record, corrected: null }
  }
}
