import { help } from '../help.ts'
import { importBaseline } from '../import-baseline.ts'
import { parameters } from '../parameters.ts'
import { usageError } from '../usage-error.ts'

const options = {
  as: { type: 'string' },
  key: { type: 'string' },
  root: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/**
 * `llm-bench import <report.json>`; the exit code.
 * @throws LlmBenchError for a wrong call and for a report that cannot be imported
 */
export function importCommand(given: readonly string[]): number {
  const { values, positionals } = parameters('import', given, options)
  if (values.help === true) {
    process.stdout.write(`${help}\n`)
    return 0
  }
  const [file, ...rest] = positionals
  const { as, key, root } = values
  if (file === undefined || rest.length > 0 || as === undefined || key === undefined) {
    throw usageError(
      'import takes a file and two options: llm-bench import <report.json> --as main --key "<file › test › run>"',
    )
  }
  process.stdout.write(`${importBaseline(file, { root: root ?? process.cwd(), name: as, key })}\n`)
  return 0
}
