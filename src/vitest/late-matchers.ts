import { createRequire } from 'node:module'
import type { MatchersObject } from 'vitest'
import type { matchers } from '../matchers/index.ts'

/** Names of all matchers: a list of its own, so that nothing is read for them. */
export const matcherNames: readonly (keyof typeof matchers)[] = [
  'toHaveP50Below',
  'toHaveP90Below',
  'toHaveP95Below',
  'toHaveP99Below',
  'toHavePercentileBelow',
  'toHaveMeanBelow',
  'toHaveThroughputAbove',
  'toHaveSuccessRateAbove',
  'toNotRegressFrom',
  'toOutperform',
  'toBeBest',
  'toBeEquivalentTo',
  'toMeetSLO',
  'toHaveAcceptanceAbove',
  'toHaveGoodputAbove',
  'toHaveKLDivergenceBelow',
  'toHavePerplexityBelow',
  'toLoadWithin',
  'toFitInMemory',
  'toRunOn',
  'toSaveCostVs',
  'toCostLessThan',
  'toScoreAtLeast',
  'toHaveQualityAbove',
  'toMaintainQualityVs',
  'toReplace',
  'toSlowDownBy',
  'toSustain',
  'toSwitchWithin',
  'toUseLessEnergyThan',
]

/** Place of the built matchers beside the built set-up file. */
const builtMatchers = '../matchers/index.js'

type Matcher = MatchersObject[string]

let whole: typeof matchers | null = null

/**
 * The matchers for a file that may never call one: they are half of what a plain test file would read at
 * its start. A matcher is synchronous, and so is `require`, which Node 22.12 has for modules too.
 */
export const lateMatchers: MatchersObject = Object.fromEntries(matcherNames.map((name) => [name, late(name)]))

function late(name: keyof typeof matchers): Matcher {
  return function matcher(...given: Parameters<Matcher>) {
    whole ??= (createRequire(import.meta.url)(builtMatchers) as { readonly matchers: typeof matchers }).matchers
    return (whole[name] as Matcher).apply(this, given)
  }
}
