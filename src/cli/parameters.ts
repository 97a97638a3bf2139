import { parseArgs, type ParseArgsConfig } from 'node:util'
import { noSuchName, notAllowed } from '../option-check/sentences.ts'
import { isSecretName } from '../option-check/secret-names.ts'
import { shown } from '../option-check/shown.ts'

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
    if (token.kind === 'option') checkOption(command, token, options)
  }
  return parseArgs({ ...config, strict: true })
}

/** An option as it was written. */
interface WrittenOption {
  readonly name: string
  readonly rawName: string
  readonly value?: string | undefined
  readonly inlineValue?: boolean | undefined
}

/** Refuses an option in the words of every other one, before `parseArgs` does in its own. */
function checkOption(
  command: string,
  { name, rawName, value, inlineValue }: WrittenOption,
  options: OptionsConfig,
): void {
  const call = `llm-bench ${command} ${rawName}`
  const type = Object.hasOwn(options, name) ? options[name]?.type : undefined
  const isNegated = rawName.startsWith('--no-')
  if (type === undefined || (type === 'string' && isNegated)) {
    // Every command has a help, which is printed before its parameters are read.
    const known = [...new Set([...Object.keys(options), 'help'])].map((each) => `--${each}`)
    throw noSuchName(call, { name: rawName, part: rawName.replace(/^--no-/, '--'), known })
  }
  if (type === 'boolean' && inlineValue === true) throw notAllowed(call, shown(value), 'it without a value')
  if (type === 'string' && value === undefined) throw notAllowed(call, 'nothing', 'a value')
  if (type === 'string' && inlineValue !== true && /^-./.test(value ?? '')) {
    const [told, meant] = isSecretName(name) ? ['a value that begins with a dash', '…'] : [shown(value), value]
    throw notAllowed(call, told, `${rawName}=${meant} where that is meant as its value`)
  }
}
