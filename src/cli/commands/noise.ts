import { resolve } from 'node:path'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { ownWords } from '../failure-code.ts'
import { parameters } from '../parameters.ts'
import type { NoiseCall } from '../noise/run-noise.ts'
import type { Command } from './command.ts'

const options = {
  launches: { type: 'string' },
  change: { type: 'string' },
  root: { type: 'string' },
  'self-test': { type: 'boolean' },
  json: { type: 'boolean' },
} as const
const [fewestLaunches, usualLaunches, mostLaunches] = [2, '5', 100]
const call = 'llm-bench noise'

/** The command `llm-bench noise`. */
export const noiseCommand: Command = {
  name: 'noise',
  summary: 'measures bench files against themselves: the smallest change that shows',
  group: 'compare',
  options,
  help: `  llm-bench noise [bench files] [--launches 5] [--change 0.05] [--root .] [--self-test] [--json]
                  [-- vitest arguments]
      Measures bench files against themselves, launch by launch: how far their medians lie apart though
      nothing changed, the smallest change that as many launches show, and what --change would take.
      The floors are kept in .llm-bench/noise for this machine; toNotRegressFrom takes them into the
      interval of a run or a baseline of one launch, and it and compare widen a band below them.
      --self-test has the same benches measured slower by 10 % in between, through the real path: more
      tokens of a local model, a delay in a mock server. It must be called a regression beyond 5 %, and
      the bench against itself must not. Exit code 0: both are right; 1: a verdict was wrong; 3: the
      noise floor is too high to tell; 2: wrong usage, or nothing could be injected.`,
  notes: null,
  async run(given) {
    const own = ownWords(given)
    const { values, positionals } = parameters('noise', own, options)
    const launches = numberOf(values.launches ?? usualLaunches)
    if (!Number.isInteger(launches) || launches < fewestLaunches || launches > mostLaunches) {
      const allowed = `a whole number from ${fewestLaunches} to ${mostLaunches}`
      throw notAllowed(`${call} --launches`, shown(values.launches), allowed)
    }
    const change = numberOf(values.change ?? '0.05')
    if (!(change > 0 && change < 1)) {
      throw notAllowed(`${call} --change`, shown(values.change), 'a share above 0 and below 1, for example 0.05')
    }
    const root = resolve(values.root ?? '.')
    const vitestArguments = [...positionals, ...given.slice(own.length + 1)]
    const asked = { root, launches, change, vitestArguments }
    const isJson = values.json === true
    return await (values['self-test'] === true ? printSelfTest(asked, isJson) : printNoise(asked, isJson))
  },
}

async function printNoise(asked: NoiseCall, isJson: boolean): Promise<number> {
  const [{ runNoise }, { noiseText }, { noiseJson }] = await Promise.all([
    import('../noise/run-noise.ts'),
    import('../noise/noise-text.ts'),
    import('../noise/noise-json.ts'),
  ])
  const found = await runNoise(asked)
  process.stdout.write(`${(isJson ? noiseJson : noiseText)(found, asked.change)}\n`)
  return 0
}

async function printSelfTest(asked: NoiseCall, isJson: boolean): Promise<number> {
  const [{ runSelfTest, selfTestCode }, { selfTestText }, { selfTestJson }, { noiseText }] = await Promise.all([
    import('../noise/run-self-test.ts'),
    import('../noise/self-test-text.ts'),
    import('../noise/noise-json.ts'),
    import('../noise/noise-text.ts'),
  ])
  const test = await runSelfTest(asked)
  const code = selfTestCode(test)
  const text = isJson ? selfTestJson(test, code) : `${noiseText(test.found, asked.change)}\n\n${selfTestText(test)}`
  process.stdout.write(`${text}\n`)
  return code
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}
