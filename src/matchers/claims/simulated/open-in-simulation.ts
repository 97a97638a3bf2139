import { LlmBenchError, type LlmBenchErrorCode } from '../../../errors.ts'
import { shown } from '../../../option-check/shown.ts'
import { taggedCell } from '../../../runs/cells/siblings.ts'
import { intrinsicRecordOf } from '../../../runs/intrinsic/tagged-result.ts'
import { sideBySideOf } from '../../../runs/several/side-by-side.ts'
import { type Subject, subjectOf } from '../../../runs/subject.ts'
import { isSimulation } from '../../../worker/simulation.ts'
import { conclude, type Matcher, type MatcherThis } from '../claim.ts'
import { subjectOfResult } from '../intrinsic/intrinsic-subject.ts'

/** Errors of a claim whose figures are not there; any other is of how it was written. */
const missing: ReadonlySet<LlmBenchErrorCode> = new Set([
  'not-measured',
  'baseline-missing',
  'baseline-incompatible',
  'power-unknown',
])

/**
 * Matchers that leave a claim open where its figures are missing because nothing was measured, so that a whole bench
 * file can be written and run through. Their arguments are checked as always.
 */
export function openInSimulation<Matchers extends Readonly<Record<string, Matcher<never>>>>(all: Matchers): Matchers {
  const wrapped = Object.entries(all).map(([name, matcher]) => [name, open(name, matcher as Matcher<unknown[]>)])
  return Object.fromEntries(wrapped) as Matchers
}

function open(name: string, matcher: Matcher<unknown[]>): Matcher<unknown[]> {
  return function judge(received, ...expected) {
    try {
      return matcher.call(this, received, ...expected)
    } catch (error) {
      const isMissing = error instanceof LlmBenchError && missing.has(error.code) && isSimulation()
      const subject = isMissing ? simulatedSubject(received) : null
      if (!isMissing || subject === null) throw error
      return openClaim(this, subject, { name, expected, reason: error.message })
    }
  }
}

/** The run inside whatever a matcher received; null for what has none. */
function simulatedSubject(received: unknown): Subject | null {
  const intrinsic = intrinsicRecordOf(received)
  if (intrinsic !== null) return subjectOfResult(intrinsic)
  const { together, highest, lowest, levels } = Object(received) as Record<string, unknown>
  const level = Object(highest ?? lowest ?? (Array.isArray(levels) ? levels.at(-1) : null)) as { run?: unknown }
  const values = [received, taggedCell(received)?.run, together, sideBySideOf(received)?.runs[0]?.run, level.run]
  return values.map(subjectOf).find((subject) => subject !== null) ?? null
}

/** An argument in a few characters: a price or a run would take the line for itself. */
function brief(value: unknown): string {
  return Object(value) === value ? '…' : shown(value)
}

function openClaim(
  state: MatcherThis,
  subject: Subject,
  { name, expected, reason }: { readonly name: string; readonly expected: readonly unknown[]; readonly reason: string },
): ReturnType<typeof conclude> {
  const { attempted } = subject.record.requests
  return conclude(state, {
    matcher: name,
    subject,
    metric: 'simulated',
    restsOn: [],
    unit: '',
    what: 'the claim',
    relation: `${name}(${expected.map(brief).join(', ')})`,
    threshold: '',
    judgement: {
      verdict: 'inconclusive',
      observed: 'nothing',
      pointHolds: false,
      interval: null,
      n: attempted,
      effectiveN: attempted,
      floor: null,
      needed: null,
      doubts: [reason],
    },
    observed: 'nothing',
    provenance: 'simulated',
    counted: 'requests',
    details: () => [],
  })
}
