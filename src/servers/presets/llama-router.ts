import { resolve } from 'node:path'
import * as v from 'valibot'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { text, whole } from '../../option-check/kinds.ts'
import { named } from '../../option-check/named.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import type { ModelText } from '../../models/registry/names.ts'
import type { ServerSpec } from '../server-spec.ts'
import { flag } from './flag.ts'
import { llamaServerEntries } from './llama-server-entries.ts'
import { llamaSpec, refusedByLlama } from './llama-server.ts'
import { refuseFlags } from './refuse-flags.ts'
import type { LlamaServerSettings } from './shared-options.ts'

/** Models of a router by the names that requests are to carry. */
export type RoutedFiles = Readonly<Record<string, ModelText>>

/**
 * Options of a llama-server that holds several models (its router mode): each is loaded by the first request that
 * names it, or by a call. The other options hold for every model.
 */
export interface LlamaRouterOptions<Models extends RoutedFiles = RoutedFiles> extends LlamaServerSettings {
  /**
   * Folder with GGUF files, each a model of the file's name without `.gguf`; one of several files is a folder in it.
   * Either this or `models`.
   */
  readonly modelsDir?: string
  /**
   * Models by name: paths of GGUF files, names from the plugin's `models`, `hf:…` or `synthetic:…`. Either this or
   * `modelsDir`.
   */
  readonly models?: Models
  /** Most models in memory at once: for a further one the one that was used longest ago makes room. Default 4. */
  readonly maxLoaded?: number
}

/** A name that may be a file's, and that llama-server takes for nothing else. */
const modelName = v.pipe(v.string(), v.regex(/^(?!\.|mmproj|mtp-|draft-)[\w.@+-]+$/))

const schema = v.strictObject({
  modelsDir: v.optional(v.pipe(text, v.description('the path of a folder with GGUF files'))),
  models: v.optional(
    v.pipe(
      named(modelName, text),
      v.check((models) => Object.keys(models).length > 0),
      v.description("models by names of letters, digits and .@+-_ such as { small: 'hf:user/repository:Q8_0' }"),
    ),
  ),
  maxLoaded: v.optional(whole),
  ...llamaServerEntries,
})

const refused = {
  ...refusedByLlama,
  '--model': 'modelsDir or models, or the option model in their place for one model',
  '-m': 'modelsDir or models, or the option model in their place for one model',
  '--models-dir': 'the option modelsDir in its place',
  '--models-max': 'the option maxLoaded in its place',
  '--models-preset': 'the option models in its place',
}

/** Whether options are those of a router: `model` is then none of them. */
export function isRouterOptions(options: unknown): options is LlamaRouterOptions {
  return typeof options === 'object' && options !== null && ('modelsDir' in options || 'models' in options)
}

/**
 * The spec of llama.cpp's HTTP server on the models of a folder.
 * @param folder folder that `models` were put into; null where `modelsDir` names it
 * @throws LlmBenchError `invalid-option` naming the option
 */
export function llamaRouterServer(options: LlamaRouterOptions, folder: string | null): ServerSpec {
  const call = optionsOf('server.llamaServer')
  checkOptions(schema, options, { call })
  refuseFlags(options.args, refused, call)
  const { modelsDir, models, maxLoaded } = options
  if (modelsDir !== undefined && models !== undefined)
    throw notAllowed(call('models'), 'beside modelsDir', 'one of the two: a folder, or models by name')
  const path = folder ?? (modelsDir === undefined ? null : resolve(options.cwd ?? '.', modelsDir))
  return llamaSpec(options, {
    args: [...flag('--models-dir', path ?? undefined), ...flag('--models-max', maxLoaded)],
    files: path === null ? [] : [path],
    model: null,
  })
}
