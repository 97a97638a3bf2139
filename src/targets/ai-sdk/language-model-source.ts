import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { LlmBenchError } from '../../errors.ts'
import { isObject } from '../../json.ts'
import { noSuchName, notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { plainExcerpt } from '../../plain-text.ts'
import { isLanguageModel, type LanguageModel, noModel } from '../../requesters/ai-sdk/language-model.ts'
import type { SourcePlace } from './language-model-place.ts'

/** A module that exports a language model, imported by the process that makes the load. */
export interface ModelModule {
  /** The module: `() => import('./model.ts')`, a file URL, or a path, absolute or relative to the project's root. */
  readonly module: string | URL | (() => Promise<unknown>)
  /** Name of the export: a model, or a function that gives one. Default `default`. */
  readonly export?: string | undefined
}

/** Model as `languageModel` takes it: a module that exports one (better), or a model. */
export type LanguageModelSource = LanguageModel | URL | (() => Promise<unknown>) | ModelModule

/** A model found: the object itself, or the module and export that it is in. */
export type ResolvedSource =
  | { readonly kind: 'live'; readonly model: LanguageModel }
  | { readonly kind: 'module'; readonly module: string; readonly exportName: string }

const call = 'languageModel(source)'
const moduleCall = (path: string): string => `languageModel({ ${path} }, options)`
const usage =
  "languageModel(() => import('./model.ts')), languageModel(new URL('./model.ts', import.meta.url)), " +
  'languageModel({ module, export }) or a model of the AI SDK'

/**
 * Finds the model that `languageModel` was given.
 * @throws LlmBenchError `invalid-option` for a value that is no source, `model-not-found` for a module
 * that is not there
 */
export function resolveSource(source: unknown, place: SourcePlace): ResolvedSource {
  if (isLanguageModel(source)) return { kind: 'live', model: source }
  if (source instanceof URL || typeof source === 'function') return moduleSource(source, undefined, place)
  if (typeof source === 'object' && source !== null && 'module' in source) {
    const { module, export: exportName, ...others } = source as Partial<ModelModule>
    const [foreign] = Object.keys(others)
    if (foreign !== undefined) {
      throw noSuchName(moduleCall(foreign), { name: foreign, known: ['module', 'export'] })
    }
    return moduleSource(module, exportName, place)
  }
  const { is, instead } = noModel(source)
  throw notAllowed(call, isObject(source) ? is : shown(source), instead ?? usage)
}

function moduleSource(module: unknown, exportName: unknown, place: SourcePlace): ResolvedSource {
  if (exportName !== undefined && (typeof exportName !== 'string' || exportName === '')) {
    throw notAllowed(moduleCall('export'), shown(exportName), 'the name of an export, or leave it out')
  }
  const file = fileOf(module, place)
  if (existsSync(file)) return { kind: 'module', module: pathToFileURL(file).href, exportName: exportName ?? 'default' }
  throw new LlmBenchError('model-not-found', `languageModel("${file}"): there is no such file`)
}

function fileOf(module: unknown, place: SourcePlace): string {
  if (module instanceof URL) return fileOfUrl(module)
  if (typeof module === 'string' && module !== '') {
    return module.startsWith('file:') ? fileOfUrl(new URL(module)) : resolve(place.root, module)
  }
  // A provider is a function too: called for its text only, it is never run here.
  if (typeof module === 'function') return fileOfSpecifier(specifierOf(String(module)), place)
  throw notAllowed(moduleCall('module'), shown(module), "() => import('./model.ts'), a file URL or a path")
}

function fileOfUrl(url: URL): string {
  if (url.protocol !== 'file:') throw notAllowed(call, shown(url), 'a file URL: only modules in files are imported')
  const plain = new URL(url)
  // Vite may have given the module a version.
  plain.search = ''
  plain.hash = ''
  return fileURLToPath(plain)
}

/** `import("…")` as it is written, and as Vite writes it in a worker of Vitest. */
const dynamicImport =
  /(?<![\w$.])(?:import|__vi(?:te|test)?_\w*import\w*)\s*\(\s*(?:\/\*.*?\*\/\s*)*(["'`])((?:\\.|(?!\1)[^\\])*)\1/gs

function specifierOf(text: string): string {
  const imports = [...text.matchAll(dynamicImport)].map((match) => match[2] ?? '')
  const [specifier] = imports
  if (specifier === undefined || imports.length > 1 || specifier.includes('${')) {
    throw notAllowed(
      call,
      plainExcerpt(text, 80),
      'a function with one import("…") of a plain text in it, which is read and not called; ' +
        'or a model, for example openai("gpt-4o")',
    )
  }
  if (/\)\s*\.\s*then\b|\bawait\b/.test(text)) {
    throw notAllowed(
      call,
      plainExcerpt(text, 80),
      "the name of what is exported, languageModel({ module: () => import('…'), export: 'name' }): " +
        'a function is not called, only the import in it is read',
    )
  }
  return specifier
}

/**
 * The file of an import's specifier. Vite has resolved it already: to `/…` below its project's root,
 * to `/@fs/…` elsewhere. One that is relative is as it was written: relative to the file that called.
 */
function fileOfSpecifier(written: string, { projectRoot, caller }: SourcePlace): string {
  if (written.startsWith('file:')) return fileOfUrl(new URL(written))
  const specifier = written.replace(/[?#].*$/, '')
  if (specifier.startsWith('/@fs/')) {
    const path = specifier.slice('/@fs'.length)
    return existing([path, path.slice(1)].filter(isAbsolute)) ?? path
  }
  if (isAbsolute(specifier)) return existing([join(projectRoot, specifier), specifier]) ?? join(projectRoot, specifier)
  if (!/^\.\.?\//.test(specifier)) {
    const resolved = `new URL(import.meta.resolve("${written}"))`
    throw notAllowed(
      call,
      `import("${written}")`,
      `the import of a file of one's own that exports the model, or ${resolved}`,
    )
  }
  if (caller === null) {
    const resolved = `new URL("${written}", import.meta.url)`
    throw notAllowed(call, `import("${written}")`, `${resolved}: the file it is relative to cannot be told`)
  }
  return resolve(dirname(caller), specifier)
}

/** The first of the files that is there; names in a URL may be encoded. */
function existing(files: readonly string[]): string | null {
  return files.flatMap((file) => [file, decoded(file)]).find((file) => existsSync(file)) ?? null
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
