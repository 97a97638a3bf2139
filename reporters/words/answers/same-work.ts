import type { RunRecord } from '../../../src/record/run.ts'
import { formatCount } from '../../../src/figures.ts'
import { plainExcerpt } from '../../../src/plain-text.ts'
import { groupBy } from '../group-by.ts'

/** Columns that the words of a load may take. */
const loadWidth = 60

/** The runs in groups that do the same work under the same load: only within one is there a best and a worst. */
export function sameWork(runs: readonly RunRecord[]): RunRecord[][] {
  return groupBy(runs, ({ workload, load }) => {
    const { kind, prompt, prompts, maxTokens, temperature, ignoreEos, depth } = workload
    return JSON.stringify([kind, prompt, prompts, maxTokens, temperature, ignoreEos, depth, load.text])
  })
}

/** The work of a run in a few words: `chat, at most 40 tokens, 10 clients`. */
export function workWords({ workload: { kind, maxTokens }, load }: RunRecord): string {
  const most = maxTokens > 0 ? [`at most ${formatCount(maxTokens)} tokens`] : []
  return [kind, ...most, plainExcerpt(load.text, loadWidth)].join(', ')
}
