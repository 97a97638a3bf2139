import * as v from 'valibot'
import { formatGiven } from '../figures.ts'
import { isObject } from '../json.ts'
import { optionsOf } from '../option-check/call.ts'
import { checkValue } from '../option-check/check-value.ts'
import { noMore } from '../option-check/no-more.ts'
import type { MeasuredLevel } from '../sweeps/search-max.ts'
import type { Undecided } from '../sweeps/undecided.ts'
import type { Judgement } from '../verdicts/judgement.ts'
import { acceptedOf } from './claims/accept.ts'
import type { AcceptOption } from './claims/accept-option.ts'
import { conclude, type Matcher } from './claims/claim.ts'
import { measuredRun, notMeasured } from './claims/measured-run.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that a search of `findMaxLoad` found a load of at least so much: it passes where the highest level that
     * passed is at least that, fails where the lowest level that failed is at most that, and is inconclusive between.
     *
     * @param level - In the search's own unit: clients, or requests per second.
     * @param options - `accept: ['simulated']` makes the claim on a simulated target, labelled so.
     * @throws LlmBenchError `not-measured` when the value is no result of `findMaxLoad`, `.not` included;
     * `invalid-option` for a wrong level.
     * @example
     * const found = await findMaxLoad('chat', vllm.chat('Why?'), { slo: { ttft: { p95: 200 } }, concurrency: [1, 64] })
     * expect(found).toSustain(32)
     */
    toSustain: (level: number, options?: AcceptOption) => R
  }
}

const matcher = 'toSustain'
const levelSchema = v.pipe(
  v.number(),
  v.gtValue(0),
  v.finite(),
  v.description('a number above 0, in the unit searched'),
)

/** Result of a search, as far as the claim rests on it. */
interface Found {
  readonly highest: MeasuredLevel<unknown> | null
  readonly lowest: MeasuredLevel<unknown> | null
  readonly levels: readonly MeasuredLevel<unknown>[]
  readonly unit: string
  readonly undecided: Undecided | null
}

/** The matcher `expect(found).toSustain(level)`. */
export const toSustain: Matcher<[level: number, options?: AcceptOption]> = function judge(
  received,
  level,
  options,
  ...more
) {
  const call = optionsOf(matcher, 'level')
  noMore(call(''), more)
  checkValue(levelSchema, level, `${matcher}(level)`)
  const accepted = acceptedOf(options, call)
  if (!isFound(received)) throw notMeasured(matcher, 'received no result of findMaxLoad; use `await findMaxLoad(…)`')
  const { highest, lowest, levels, unit, undecided } = received
  const judgement = judgementOf(received, level)
  const decisive = (judgement.verdict === 'fail' ? lowest : highest) ?? levels.at(-1)
  if (decisive === undefined) throw notMeasured(matcher, 'the search measured no level: give it a longer searchBudget')
  const subject = measuredRun(decisive.run, matcher, accepted)
  const passed = highest === null ? 'no level passed' : `${formatGiven(highest.level)} passed`
  const failed = lowest === null ? 'none above it failed' : `${formatGiven(lowest.level)} failed`
  return conclude(this, {
    matcher,
    subject,
    metric: 'load',
    // Each level was judged with the doubts about its own run.
    restsOn: [],
    unit,
    what: 'highest load that meets the objective',
    relation: `at least ${formatGiven(level)} ${unit}`,
    threshold: level,
    judgement,
    observed: `${highest === null ? 'none' : formatGiven(highest.level)} ${unit}`,
    provenance: subject.record.provenance,
    counted: 'levels',
    details: () => [`${passed}, ${failed}`, ...(undecided === null ? [] : [undecided.sentence])],
  })
}

function judgementOf({ highest, lowest, levels, undecided }: Found, level: number): Judgement {
  const passes = highest !== null && highest.level >= level
  const fails = !passes && lowest !== null && lowest.level <= level
  const verdict = passes ? 'pass' : fails ? 'fail' : 'inconclusive'
  const why =
    undecided?.sentence ??
    (lowest === null
      ? 'no level so high was measured: give a wider range'
      : 'the answer lies nearer than the resolution')
  return {
    verdict,
    observed: highest?.level ?? 0,
    pointHolds: passes,
    interval: null,
    n: levels.length,
    effectiveN: levels.length,
    floor: 0,
    needed: null,
    doubts: verdict === 'inconclusive' ? [why] : [],
  }
}

function isFound(received: unknown): received is Found {
  return (
    isObject(received) &&
    Array.isArray(received['levels']) &&
    typeof received['unit'] === 'string' &&
    'highest' in received &&
    'lowest' in received &&
    'endedBy' in received
  )
}
