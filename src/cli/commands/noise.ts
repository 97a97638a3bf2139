import { resolve } from 'node:path'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { ownWords } from '../failure-code.ts'
import { parameters } from '../parameters.ts'
import type { Command } from './command.ts'

const options = { launches: { type: 'string' }, change: { type: 'string' }, root: { type: 'string' } } as const
const [fewestLaunches, usualLaunches, mostLaunches] = [2, '5', 100]
const call = 'llm-bench noise'

/** The command `llm-bench noise`. */
export const noiseCommand: Command = {
  name: 'noise',
  help: `  llm-bench noise [bench files] [--launches 5] [--change 0.05] [--root .] [-- vitest arguments]
      Measures bench files against themselves, launch by launch: how far their medians lie apart though
      nothing changed, the smallest change that as many launches show, and what --change would take.
      The floors are kept in .llm-bench/noise for this machine; toNotRegressFrom takes them into the
      interval of a run or a baseline of one launch.`,
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
    const [{ runNoise }, { noiseText }] = await Promise.all([
      import('../noise/run-noise.ts'),
      import('../noise/noise-text.ts'),
    ])
    process.stdout.write(`${noiseText(await runNoise({ root, launches, change, vitestArguments }), change)}\n`)
    return 0
  },
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}
