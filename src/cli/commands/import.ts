import { parameters } from '../parameters.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import type { Command } from './command.ts'

const options = {
  as: { type: 'string' },
  key: { type: 'string' },
  run: { type: 'string' },
  root: { type: 'string' },
} as const

/** The command `llm-bench import`. */
export const importCommand: Command = {
  name: 'import',
  summary: "saves another tool's run as a baseline",
  group: 'compare',
  options,
  help: `  llm-bench import <report.json> --as <baseline> --key "<file › test › run>" [--run tg128] [--root .]
      Saves the run of another tool's report as a baseline, for
      expect(run).toNotRegressFrom('<baseline>', { fingerprint: 'any' }); --run chooses one of several.
      The reports are those that compare reads.
      The key of a run in a Vitest project with a name begins with that: "<project › file › test › run>".`,
  notes: null,
  async run(given) {
    const { values, positionals } = parameters('import', given, options)
    const [file, ...rest] = positionals
    const { as, key, root, run } = values
    if (file === undefined || rest.length > 0 || as === undefined || key === undefined) {
      const missing = [
        ...(file === undefined ? ['a file'] : []),
        ...(as === undefined ? ['--as'] : []),
        ...(key === undefined ? ['--key'] : []),
      ]
      throw notAllowed(
        'llm-bench import',
        missing.length === 0 ? `${positionals.length} files` : `a call without ${missing.join(' and ')}`,
        'one file and both names: llm-bench import <report.json> --as main --key "<file › test › run>"',
      )
    }
    const { importBaseline } = await import('../import-baseline.ts')
    process.stdout.write(`${importBaseline(file, { root: root ?? process.cwd(), name: as, key, run })}\n`)
    return 0
  },
}
