import type { CheckRecord } from '../../src/record/check.ts'
import type { RunRecord } from '../../src/record/run.ts'
import { checksOf } from '../../src/verdicts/doubts.ts'
import { groupBy } from './group-by.ts'
import { runTitle } from './run-label.ts'
import { plainText, truncate } from '../../src/plain-text.ts'

/** Metrics that a reader looks at without having claimed anything. */
const headlines = ['latency', 'ttft', 'tpot', 'response', 'tokenThroughput']
/** Runs named before the rest is counted. */
const mostNamed = 3
const nameWidth = 40

interface Finding {
  readonly name: string
  readonly check: CheckRecord
}

/**
 * Invalid checks that leave a claim or a headline figure in doubt, one line for all runs with the
 * same one; each run's own finding is among its checks.
 */
export function checkNotes(runs: readonly RunRecord[]): string[] {
  const findings = runs.flatMap((run): Finding[] => {
    const { checks, claims } = run
    const looked = new Set([
      ...checksOf(checks, headlines).map(({ id }) => id),
      ...claims.flatMap(({ rests }) => rests.checks),
    ])
    return checks
      .filter(({ id, status }) => status === 'invalid' && looked.has(id))
      .map((check) => ({ name: plainText(runTitle(run)), check }))
  })
  return groupBy(findings, ({ check }) => JSON.stringify([check.id, check.protects])).map(noteOf)
}

function noteOf(findings: readonly Finding[]): string {
  const [first] = findings
  if (first === undefined) return ''
  const { id, message } = first.check
  if (findings.length === 1) return `${first.name}: check ${id} failed: ${message}`
  const names = [...new Set(findings.map(({ name }) => truncate(name, nameWidth)))]
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : ''
  const runs = `${names.slice(0, mostNamed).join('; ')}${more}`
  return `Check ${id} failed in ${findings.length} runs (${runs}). Of the first: ${message}`
}
