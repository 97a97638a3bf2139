import { formatCount, formatNumber, formatGivenShare, formatObserved, formatShare, none } from '../../figures.ts'
import { plainName } from '../../plain-text.ts'
import type { RegressionJudgement } from '../../baseline/regression.ts'
import { alignRows } from '../../text-table.ts'
import { selfTest } from './judge-self-test.ts'
import type { SelfTest, TestedBench } from './run-self-test.ts'

const injected = formatGivenShare(selfTest.injected)
const band = formatGivenShare(selfTest.by)

/** The table of a self-test, and a sentence for each bench. */
export function selfTestText({ benches, launches }: Pick<SelfTest, 'benches' | 'launches'>): string {
  const rows = benches.flatMap((bench) => {
    const { judgement } = bench
    if (judgement === null) return []
    const { same, slower, outcome } = judgement
    return [[plainName(bench.name), ...cells(same), ...cells(slower), outcome === 'blind' ? 'floor too high' : outcome]]
  })
  const head = ['bench', 'itself', 'judged', `slower by ${injected}`, 'judged', 'result']
  return [
    ...(rows.length === 0 ? [] : [...alignRows([head, ...rows]), '']),
    ...benches.map((bench) => `${plainName(bench.name)}: ${sentence(bench, launches)}`),
  ].join('\n')
}

/** Ratio of medians with its interval, and the verdict on "at most a twentieth slower". */
function cells(judgement: RegressionJudgement | null): string[] {
  if (judgement === null) return [none, 'inconclusive']
  const { observed, interval, verdict } = judgement
  const ends =
    interval === null
      ? ''
      : ` [${[interval.low ?? 0, interval.high ?? Infinity].map((end) => formatObserved(end)).join(', ')}]`
  return [`${formatObserved(observed)}${ends}`, verdict === 'fail' ? 'regressed' : verdict]
}

function sentence({ judgement, target, tokens }: TestedBench, launches: number): string {
  if (judgement === null) return nothingInjected(target)
  const { outcome, visible, wanted, same } = judgement
  const how = target.kind === 'model' ? tokenWords(tokens) : 'the mock server answers later'
  if (outcome === 'right') {
    return `${injected} more (${how}) is judged a regression beyond ${band}, and the bench against itself is not`
  }
  if (outcome === 'wrong') {
    return same?.verdict === 'fail'
      ? `wrong: the bench against itself is judged a regression beyond ${band}`
      : `wrong: ${injected} more (${how}) is judged no regression beyond ${band}`
  }
  const sees =
    visible === null ? '' : `: ${formatCount(launches)} launches of each show ${formatShare(visible)} or more`
  const wayOut =
    wanted === null
      ? 'measure more requests in each launch'
      : `about ${formatCount(wanted)} launches of each would do ` +
        `(--launches ${Math.max(wanted, launches + 1)}), or more requests in each`
  return `the floor is too high to tell ${injected} from ${band}${sees}; ${wayOut}`
}

function tokenWords([plain, slowed]: TestedBench['tokens']): string {
  if (plain === null || slowed === null) return 'more tokens'
  return `${formatNumber(slowed - plain)} tokens more than ${formatNumber(plain)}`
}

function nothingInjected({ kind, spec, model }: TestedBench['target']): string {
  if (kind === 'model') return 'nothing was injected: its answers end before maxTokens; bench it with ignoreEos: true'
  const where = kind === 'simulated' ? 'a simulated target' : plainName(kind === 'language-model' ? model : spec)
  return `nothing can be injected into ${where}: the self-test slows local models, and mock servers that it starts`
}
