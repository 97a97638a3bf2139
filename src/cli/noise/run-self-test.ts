import { keptMetric } from '../../baseline/kept-source.ts'
import { LlmBenchError } from '../../errors.ts'
import type { RunRecord } from '../../record/run.ts'
import type { LaunchValue } from '../../stats/launches/launch-value.ts'
import { gateCodes } from '../gate.ts'
import { type Execution, makeExecutions, type WantedExecution } from './executions.ts'
import { judgeSelfTest, selfTest, type SelfTestJudgement } from './judge-self-test.ts'
import { type FoundNoise, keepNoise, type NoiseCall } from './run-noise.ts'

/** A bench of a self-test. */
export interface TestedBench {
  readonly key: string
  readonly name: string
  readonly target: Pick<RunRecord['target'], 'kind' | 'model' | 'spec'>
  /** Null where nothing could be injected: it was judged in no way. */
  readonly judgement: SelfTestJudgement | null
  /** Mean output tokens of an answer, as it is and slowed down; null where nobody counted them. */
  readonly tokens: readonly [plain: number | null, slowed: number | null]
}

/** A self-test, made. */
export interface SelfTest {
  readonly benches: readonly TestedBench[]
  readonly launches: number
  readonly found: FoundNoise
}

/** Arms of a round, and the round after it: whatever drifts meets each of them alike. */
const round = ['plain', 'slowed', 'again'] as const

/**
 * Measures the bench files against themselves, and against themselves with everything slower by a tenth, in turns; the
 * launches that were not slowed down are a measurement of the noise, which is kept.
 * @throws LlmBenchError as {@link keepNoise}; `not-measured` where no bench was measured in each arm
 */
export async function runSelfTest({ launches, ...call }: NoiseCall): Promise<SelfTest> {
  const arms = Array.from({ length: launches }, (_, index) => (index % 2 === 0 ? round : round.toReversed())).flat()
  const wanted = arms.map((arm): WantedExecution => ({
    words: arm === 'slowed' ? `launch, slower by ${selfTest.injected * 100} %` : 'launch',
    slowedBy: arm === 'slowed' ? selfTest.injected : 0,
  }))
  const made = await makeExecutions(call, wanted)
  const of = (arm: (typeof round)[number]): Execution[] => made.filter((_, index) => arms[index] === arm)
  const [plain, again, slowed] = [of('plain'), of('again'), of('slowed')]
  const keys = new Set(plain.flatMap(({ runs }) => runs.map(({ key }) => key)))
  const benches = [...keys].flatMap((key) => testedBench(key, { plain, again, slowed }))
  if (benches.length === 0) throw new LlmBenchError('not-measured', 'llm-bench noise: no bench was measured whole')
  return { benches, launches, found: keepNoise([...plain, ...again], call) }
}

type Arms = Readonly<Record<(typeof round)[number], readonly Execution[]>>

function testedBench(key: string, { plain, again, slowed }: Arms): TestedBench[] {
  const runsOf = (arm: readonly Execution[]): RunRecord[] =>
    arm.flatMap(({ runs }) => runs.flatMap((run) => (run.key === key ? [run.record] : [])))
  const [first] = runsOf(plain)
  if (first === undefined || runsOf(slowed).length === 0) return []
  // A mock server has another port in each execution.
  const isInjected = slowed.every((execution) =>
    execution.runs.some((run) => run.key === key && wasSlowed(run.record.target, execution)),
  )
  const arms = { plain: valuesOf(key, plain), again: valuesOf(key, again), slowed: valuesOf(key, slowed) }
  return [
    {
      key,
      name: first.name,
      target: first.target,
      judgement: isInjected ? judgeSelfTest(arms) : null,
      tokens: [meanTokens(runsOf(plain)), meanTokens(runsOf(slowed))],
    },
  ]
}

/** Median latency of each launch of a bench. */
function valuesOf(key: string, arm: readonly Execution[]): LaunchValue[] {
  return arm.flatMap(({ runs }) =>
    runs.flatMap(({ key: own, record, samples }) => {
      const kept = own === key && record.state === 'complete' ? keptMetric('latency', record, samples) : null
      return kept?.kind === 'samples' ? (kept.source.launches ?? []) : []
    }),
  )
}

/** Whether what a bench measured is among the things that were slowed down. */
function wasSlowed({ kind, spec }: RunRecord['target'], { slowed }: Execution): boolean {
  if (kind === 'model') return slowed.has('model')
  if (kind === 'simulated') return false
  const port = URL.parse(spec)?.port ?? ''
  // An AI SDK model does not say where its service is.
  return port === '' ? kind === 'language-model' && [...slowed].some(isPort) : slowed.has(`port ${port}`)
}

function isPort(thing: string): boolean {
  return thing.startsWith('port ')
}

function meanTokens(runs: readonly RunRecord[]): number | null {
  const output = runs.reduce((sum, { tokens }) => sum + (tokens.output ?? Number.NaN), 0)
  const mean = output / runs.reduce((sum, { requests }) => sum + requests.succeeded, 0)
  return Number.isFinite(mean) ? mean : null
}

/** 0: each verdict was right; 1: one was wrong; 3: the floor is too high to tell; 2: nothing could be injected. */
export function selfTestCode({ benches }: Pick<SelfTest, 'benches'>): number {
  const outcomes = new Set(benches.flatMap(({ judgement }) => judgement?.outcome ?? []))
  if (outcomes.has('wrong')) return gateCodes.regression
  if (outcomes.has('blind')) return gateCodes.undecided
  return outcomes.has('right') ? gateCodes.noRegression : gateCodes.unusable
}
