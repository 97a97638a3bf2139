import { parseArgs, type ParseArgsConfig } from 'node:util'
import { LlmBenchError } from '../errors.ts'
import { nearestName } from '../nearest-name.ts'

/** Options as `parseArgs` takes them. */
export type OptionsConfig = NonNullable<ParseArgsConfig['options']>

/** Options and positionals that a command was given. */
export type Parameters<Options extends OptionsConfig> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Options; allowPositionals: true; allowNegative: true; strict: true }>
>

/**
 * Reads the parameters of a command; a flag may be taken back with `--no-`.
 * @throws LlmBenchError `invalid-option` for an option the command does not have, with the nearest
 * it has, and for one without its value
 */
export function parameters<Options extends OptionsConfig>(
  command: string,
  given: readonly string[],
  options: Options,
): Parameters<Options> {
  const args = [...given]
  const config = { args, options, allowPositionals: true, allowNegative: true } as const
  const { tokens } = parseArgs({ ...config, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind !== 'option' || Object.hasOwn(options, token.name)) continue
    throw unknown(command, token.rawName, options)
  }
  try {
    return parseArgs({ ...config, strict: true })
  } catch (error) {
    if (!isUsageError(error)) throw error
    throw new LlmBenchError(
      'invalid-option',
      `${command}: ${lowerFirst(error.message.split('\n', 1)[0] ?? '')}; see llm-bench ${command} --help`,
      { cause: error },
    )
  }
}

function unknown(command: string, name: string, options: OptionsConfig): LlmBenchError {
  // Every command has a help, which is printed before its parameters are read.
  const names = [...new Set([...Object.keys(options), 'help'])]
  const nearest = nearestName(name.replace(/^-+(?:no-)?/, ''), names)
  const known = names.map((option) => `--${option}`)
  const hint = nearest === null ? `it has ${known.join(', ')}` : `did you mean --${nearest}?`
  return new LlmBenchError('invalid-option', `${command} has no option ${name}: ${hint}`)
}

/** Whether an error is of the call: an option without its value, or a value where none is taken. */
function isUsageError(error: unknown): error is Error {
  return error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
