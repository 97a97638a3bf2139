import { resolve } from 'node:path'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { parameters } from '../parameters.ts'
import type { Command } from './command.ts'

const options = {
  run: { type: 'string' },
  metric: { type: 'string' },
  last: { type: 'string' },
  root: { type: 'string' },
  json: { type: 'boolean' },
} as const
const [fewest, most] = [2, 200]

/** The command `llm-bench history`. */
export const historyCommand: Command = {
  name: 'history',
  summary: 'shows how figures went from run to run, and where they changed',
  group: 'compare',
  options,
  help: `  llm-bench history [--run TEXT] [--metric NAME] [--last 200] [--root .] [--json]
      Shows the trend of each run that was written into .llm-bench/history.jsonl (llmBench({ history:
      true }), or LLM_BENCH_HISTORY=on): a row a figure, and a sentence for each change point, with the
      commit and whether the anchor workload says that the machine moved too. Runs of another machine,
      model or load are trends of their own.
      --run takes runs whose name has the text in it; --metric a figure such as latency-p50, or latency
      for all of it, or anchor; --last at most so many runs of each.
      Exit code 0; 2: wrong usage, or nothing to show.`,
  notes: null,
  async run(given) {
    const { values, positionals } = parameters('history', given, options)
    if (positionals.length > 0) throw notAllowed('llm-bench history', shown(positionals[0]), 'options only')
    const last = values.last === undefined ? most : Number(values.last)
    if (!Number.isInteger(last) || last < fewest || last > most) {
      throw notAllowed('llm-bench history --last', shown(values.last), `a whole number from ${fewest} to ${most}`)
    }
    const { showHistory } = await import('../history/show-history.ts')
    const { run = null, metric = null } = values
    const root = resolve(values.root ?? '.')
    process.stdout.write(`${showHistory({ root, run, metric, last, isJson: values.json === true })}\n`)
    return 0
  },
}
