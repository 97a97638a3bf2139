import type { MetricName } from '../../record/metric.ts'
import type { Acceptable } from '../../verdicts/acceptable.ts'
import { metricNames } from '../../metrics/definitions.ts'
import { parameters } from '../parameters.ts'
import { noSuchName, notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import type { Command } from './command.ts'

/** Exit code of a regression. */
const regression = 1

const options = { by: { type: 'string' }, of: { type: 'string' }, accept: { type: 'string' } } as const

/** The command `llm-bench compare`. */
export const compareCommand: Command = {
  name: 'compare',
  help: `  llm-bench compare <a.json> <b.json> [--by 0.05] [--of latency] [--accept estimated]
      Compares the runs of two files; a came before. Either is a report.json, a baseline
      (.llm-bench/baselines/<fingerprint>/<name>.json), or the JSON of vllm bench serve, GuideLLM,
      AIPerf (summary, or profile_export.jsonl), inference-perf, llama-benchy or llama-bench -o json.
      --by is the share by which a median may be worse; --of names a metric.
      --accept estimated compares figures a token also where no server counted them.
      Exit code 0: no regression was found; 1: a regression; 2: wrong usage or unreadable files.`,
  notes: `Results of compare: regressed (worse by more than --by, and by more than chance), slower (worse by
more than chance, not settled to be by more than --by), same (within --by), faster (better by more
than --by), inconclusive (not settled, or no samples: report.json has points only; samples are in a
baseline or in the journal beside the report).`,
  async run(given) {
    const { values, positionals } = parameters('compare', given, options)
    const [first, second, ...rest] = positionals
    if (first === undefined || second === undefined || rest.length > 0) {
      const count = positionals.length === 1 ? '1 file' : `${positionals.length} files`
      throw notAllowed('llm-bench compare', count, 'two: llm-bench compare <a.json> <b.json>')
    }
    const judged = { by: bandOf(values.by), of: metricOf(values.of), accepted: acceptedOf(values.accept) }
    const { compareFiles } = await import('../compare/compare.ts')
    const { text, regressed } = compareFiles(first, second, judged)
    process.stdout.write(`${text}\n`)
    return regressed ? regression : 0
  },
}

function bandOf(text = '0.05'): number {
  const by = text.trim() === '' ? Number.NaN : Number(text)
  if (by >= 0 && by < 1) return by
  throw notAllowed('llm-bench compare --by', shown(text), 'a share of 0 or more and below 1, 0.05 for 5 %')
}

function acceptedOf(text: string | undefined): readonly Acceptable[] {
  if (text === undefined) return []
  if (text === 'estimated') return [text]
  throw notAllowed('llm-bench compare --accept', shown(text), '"estimated", or leave it out')
}

function metricOf(text = 'latency'): MetricName {
  const name = metricNames.find((metric) => metric === text)
  if (name !== undefined) return name
  throw noSuchName('llm-bench compare --of', { name: text, known: metricNames, kind: 'metric' })
}
