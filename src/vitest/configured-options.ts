import { resolve } from 'node:path'
import { LlmBenchError } from '../errors.ts'
import { at } from '../json.ts'
import { type LlmBenchOptions, validateOptions } from '../options.ts'
import { plainText } from '../plain-text.ts'

/**
 * The options of the plugin in a folder's Vitest configuration, without a run; none where there is no plugin.
 * @throws LlmBenchError `invalid-option` for a configuration that cannot be loaded
 */
export async function configuredOptions(folder: string): Promise<LlmBenchOptions> {
  const root = resolve(folder)
  const { resolveConfig } = await import('vitest/node')
  try {
    const { plugins } = await resolveConfig({ root, watch: false })
    const ours = plugins.find(({ name }) => name === 'vitest-llm-bench')
    return validateOptions(at(ours?.api, 'options') ?? {})
  } catch (error) {
    if (error instanceof LlmBenchError) throw error
    const reason = plainText(error instanceof Error ? error.message : String(error))
    throw new LlmBenchError(
      'invalid-option',
      `the Vitest configuration of "${root}" cannot be loaded (${reason}): mend it, or name its folder with --root`,
      { cause: error },
    )
  }
}
