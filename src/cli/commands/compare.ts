import { notAllowed } from '../../option-check/sentences.ts'
import { ruleChoices, ruleOf } from '../compare/rule.ts'
import { gateCode, policyOf } from '../gate.ts'
import { parameters } from '../parameters.ts'
import type { Command } from './command.ts'

const options = {
  by: { type: 'string' },
  of: { type: 'string' },
  accept: { type: 'string' },
  inconclusive: { type: 'string' },
} as const

/** The command `llm-bench compare`. */
export const compareCommand: Command = {
  name: 'compare',
  summary: 'compares the runs of two files, ours or of other tools',
  group: 'compare',
  options,
  choices: ruleChoices,
  help: `  llm-bench compare <a.json> <b.json> [--by 0.05] [--of METRIC] [--accept estimated]
      [--inconclusive point|fail|pass]
      Compares the runs of two files; a came before. Either is a report.json, a baseline
      (.llm-bench/baselines/<fingerprint>/<name>.json), or the JSON of vllm bench serve, GuideLLM,
      AIPerf (summary, or profile_export.jsonl), inference-perf, llama-benchy or llama-bench -o json.
      --by is the share by which a median may be worse; --of names a metric, left out it is latency,
      of an open load response.
      --accept estimated compares figures a token also where no server counted them.
      Exit code 0: no regression was found; 1: a regression; 2: wrong usage or unreadable files; 3: no run
      was decided. --inconclusive decides what is open: by its point estimate, or always alike.`,
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
    const rule = ruleOf('llm-bench compare', values)
    const policy = policyOf('compare', values.inconclusive)
    const { compareFiles } = await import('../compare/compare.ts')
    const { text, counts } = compareFiles(first, second, rule, policy)
    process.stdout.write(`${text}\n`)
    return gateCode(counts)
  },
}
