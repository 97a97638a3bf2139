import { alignRows } from '../text-table.ts'

/** An exit code, the commands that have it, and when. */
export interface ExitCode {
  readonly code: number
  readonly commands: readonly string[]
  readonly meaning: string
}

const all = ['all']

/** Exit codes of every command: the one list that the help prints, and the documents show. */
export const exitCodes: readonly ExitCode[] = [
  { code: 0, commands: all, meaning: 'done as asked' },
  { code: 0, commands: ['compare', 'ab'], meaning: 'no regression, and at least one run is decided' },
  { code: 0, commands: ['ab --bisect'], meaning: 'good: every bench is settled to be no regression' },
  { code: 1, commands: ['compare', 'ab'], meaning: 'a regression' },
  { code: 1, commands: ['run'], meaning: 'a limit does not hold' },
  { code: 1, commands: ['noise --self-test'], meaning: 'a verdict was wrong' },
  { code: 1, commands: ['doctor'], meaning: 'something that was asked for cannot work' },
  { code: 1, commands: ['models'], meaning: 'a model is damaged, or did not come' },
  { code: 1, commands: ['selfcheck'], meaning: 'requests or chunks were lost, or stamps contradict each other' },
  { code: 2, commands: all, meaning: 'wrong usage, or the work could not be done: one line says why' },
  { code: 3, commands: ['compare', 'ab'], meaning: 'nothing was decided' },
  { code: 3, commands: ['noise --self-test'], meaning: 'the noise floor is too high to tell' },
  {
    code: 125,
    commands: ['ab --bisect'],
    meaning: 'undecided, or this revision cannot be measured: git tries another',
  },
  { code: 129, commands: ['ab --bisect'], meaning: 'wrong usage, or the first ref cannot be measured: git stops' },
  { code: 130, commands: all, meaning: 'ended by Ctrl-C (a mock server ends well: 0)' },
]

/** The text of `llm-bench help exit-codes`. */
export function exitCodesText(): string {
  const rows = exitCodes.map(({ code, commands, meaning }) => [commands.join(', '), String(code), meaning])
  return alignRows([['command', 'code', 'means'], ...rows]).join('\n')
}
