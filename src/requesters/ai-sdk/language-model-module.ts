import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { LlmBenchError } from '../../errors.ts'
import { serverText } from '../../http/failure.ts'
import type { Redact } from '../../http/redact.ts'
import { isLanguageModel, type LanguageModel, noModel } from './language-model.ts'

/** Modules that were imported, with the time each had been written at. */
const imported = new Map<string, number>()

/** Milliseconds that importing a module, and calling its export, may take. */
const patienceMs = 60_000

/**
 * The language model that a module exports: a model, or a function that gives one. A module that was
 * written since it was last imported is imported again.
 *
 * @param url file URL
 * @throws LlmBenchError `model-not-found` when there is no such file, `model-invalid` when it cannot
 * be imported or exports no language model
 */
export async function importLanguageModel(url: string, exportName: string, redact: Redact): Promise<LanguageModel> {
  const file = fileURLToPath(url)
  const fresh = await freshUrl(url, file)
  if (/\.[cm]?tsx?$/.test(file) && !strips()) {
    throw new LlmBenchError(
      'model-invalid',
      `languageModel("${file}"): Node ${process.versions.node} imports no TypeScript: ` +
        'use a .js file, or Node 22.18, 23.6 or newer',
    )
  }
  const value = await withPatience(file, async () => {
    const module = await attempt(file, redact, 'cannot be imported', async () => (await import(fresh)) as object)
    const exported = exportOf(module, exportName, file)
    if (typeof exported !== 'function' || isLanguageModel(exported)) return exported
    return await attempt(file, redact, `export ${exportName}() threw`, async () => await (exported as () => unknown)())
  })
  if (isLanguageModel(value)) return value
  const { is, instead } = noModel(value)
  throw new LlmBenchError(
    'model-invalid',
    `languageModel("${file}"): its export ${exportName} gives ${is}${instead === null ? '' : `: give ${instead}`}`,
  )
}

/**
 * The address to import a module under: Node forgets none, so one that has changed needs another.
 * @throws LlmBenchError `model-not-found` when there is no such file
 */
async function freshUrl(url: string, file: string): Promise<string> {
  let writtenMs: number
  try {
    writtenMs = (await stat(file)).mtimeMs
  } catch (error) {
    throw new LlmBenchError('model-not-found', `languageModel("${file}"): there is no such file`, { cause: error })
  }
  const known = imported.get(url)
  imported.set(url, known ?? writtenMs)
  return known === undefined || known === writtenMs ? url : `${url}?${writtenMs}`
}

function strips(): boolean {
  // Not in the types of every Node this package runs on.
  return Boolean((process.features as { typescript?: unknown }).typescript)
}

function exportOf(module: object, name: string, file: string): unknown {
  const exports = module as Readonly<Record<string, unknown>>
  if (Object.hasOwn(exports, name)) {
    // A bundler may have wrapped a default export, as an ES module sees it.
    const nested = (exports[name] as { default?: unknown } | null | undefined)?.default
    return name === 'default' && nested !== undefined && !isLanguageModel(exports[name]) ? nested : exports[name]
  }
  const names = Object.keys(exports)
  const [first] = names
  throw new LlmBenchError(
    'model-invalid',
    first === undefined
      ? `languageModel("${file}"): the module exports nothing: export the model as default`
      : `languageModel("${file}"): there is no export ${name}; ` +
          `there ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}: ` +
          `languageModel({ module, export: '${first}' })`,
  )
}

async function attempt<Value>(file: string, redact: Redact, what: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    const said = serverText(error instanceof Error ? error.message : String(error), redact)
    const code = (error as { code?: unknown } | null)?.code
    throw new LlmBenchError('model-invalid', `languageModel("${file}"): ${what}: ${said}${hintOf(code)}`, {
      cause: error,
    })
  }
}

function hintOf(code: unknown): string {
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_UNSUPPORTED_DIR_IMPORT') {
    return '; Node itself imports it: relative imports need their file extension, and aliases of Vite are not known'
  }
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX' || code === 'ERR_UNKNOWN_FILE_EXTENSION') {
    return '; Node only strips types: no enums, no JSX, or use a .js file'
  }
  return ''
}

async function withPatience<Value>(file: string, work: () => Promise<Value>): Promise<Value> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    late.reject(
      new LlmBenchError(
        'model-invalid',
        `languageModel("${file}"): no model after ${patienceMs / 1000} s: does the module wait for something?`,
      ),
    )
  }, patienceMs)
  try {
    return await Promise.race([work(), late.promise])
  } finally {
    clearTimeout(timer)
  }
}
