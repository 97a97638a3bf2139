import type { Report } from '../../src/record/report.ts'
import { trendsOf } from '../../src/baseline/history/trends.ts'
import { steppedHistory } from '../baseline/history/lines.ts'
import { hostileName } from './hostile.ts'
import { emptyPlace } from '../../src/record/place.ts'
import { sampleClaim, sampleReport, sampleRun, sampleSeries } from './sample-report.ts'

const long = 'W'.repeat(1_000_000)

/** Names that would break out of one output or another. */
export const hostileNames: readonly string[] = [
  hostileName,
  long,
  `${hostileName}${long}`,
  '</summary></details><img src=x onerror=alert(1)>',
  '=cmd()|calc!A1',
  '::error file=a.ts,line=1::PWNED\n::add-mask::x',
  '@octocat #1 GH-1 ${{ secrets.TOKEN }}',
]

/** A report whose every name is one of these. */
export function hostileReport(names: readonly string[] = hostileNames): Report {
  const base = sampleRun(sampleSeries(30, 40))
  const runs = names.flatMap((name, index) =>
    [0, 1].map((arm) =>
      sampleRun(sampleSeries(30, 40), {
        id: `${index} ${arm}`,
        name,
        title: name,
        test: name,
        file: name,
        project: name,
        error: name,
        state: 'partial',
        target: { ...base.target, model: `${name}${arm}`, spec: name, engine: name, device: name },
        workload: { ...base.workload, prompt: name },
        load: { ...base.load, text: `${name}${arm}` },
        checks: [{ id: name, status: 'invalid', protects: [name], message: name }],
        claims: [sampleClaim({ text: name, observed: name, unit: name, verdict: 'fail', passed: false })],
        requests: { attempted: 30, succeeded: 29, failed: 1, failures: { [name]: 1 } },
      }),
    ),
  )
  return sampleReport(runs, {
    notes: [...names],
    history: names.flatMap((name) => trendsOf(steppedHistory(30, 20, 24, 1, () => ({ key: name })))),
    looseClaims: names.map((name) => ({ ...sampleClaim({ text: name }), ...emptyPlace(), file: name, test: name })),
  })
}
