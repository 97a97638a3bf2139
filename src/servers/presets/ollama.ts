import * as v from 'valibot'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { text, whole } from '../../option-check/kinds.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { given } from './given.ts'
import { commonEntries } from './preset-options.ts'
import { type InstallHint, PORT_PLACE, type ServerSpec, withKey } from '../server-spec.ts'
import type { CommonServerOptions } from './shared-options.ts'

/** Options of an Ollama server whatever it serves; one that is left out is Ollama's own choice. */
interface OllamaSettings extends CommonServerOptions {
  /** Tokens a sequence holds (`OLLAMA_CONTEXT_LENGTH`). */
  readonly contextSize?: number
  /** Number of requests that are decoded at the same time (`OLLAMA_NUM_PARALLEL`). */
  readonly parallel?: number
  readonly flashAttention?: boolean
}

/** Options of {@link ollama}. */
export interface OllamaOptions extends OllamaSettings {
  /** Name of a model that was pulled, for example `llama3.2:1b`. */
  readonly model: string
}

/** Options of an Ollama server that several models are asked of. */
export interface OllamaRouterOptions<Name extends string = string> extends OllamaSettings {
  /** Names of models that were pulled. */
  readonly models: readonly Name[]
  /** Most models in memory at once (`OLLAMA_MAX_LOADED_MODELS`). */
  readonly maxLoaded?: number
}

const modelName = v.pipe(text, v.description('the name of a model that was pulled, such as llama3.2:1b'))

const entries = {
  contextSize: v.optional(whole),
  parallel: v.optional(whole),
  flashAttention: v.optional(v.boolean()),
  ...commonEntries,
}
const schema = v.strictObject({ model: modelName, ...entries })
const routerSchema = v.strictObject({
  models: v.pipe(v.array(modelName), v.minLength(1), v.description('a list of names of models that were pulled')),
  maxLoaded: v.optional(whole),
  ...entries,
})

const installHint: InstallHint = {
  darwin: 'brew install ollama, or https://ollama.com/download',
  linux: 'https://ollama.com/download/linux',
  win32: 'winget install Ollama.Ollama',
}

/**
 * The spec of an Ollama server of its own, beside one that may be running as a service; both read the same
 * folder of models where they run as the same user. The model is in memory when it is ready, and stays.
 * @throws LlmBenchError `invalid-option` naming the option
 */
export function ollama(options: OllamaOptions): ServerSpec {
  checkOptions(schema, options, { call })
  const { model } = options
  return ollamaSpec(options, {
    model,
    requiredModel: {
      path: '/api/tags',
      name: model,
      hint: pullHint(model),
    },
    // A request without a prompt loads the model and generates nothing.
    preload: { path: '/api/generate', body: { model, stream: false, keep_alive: -1 } },
  })
}

/** The way to a model that Ollama does not have. */
export function pullHint(model: string): string {
  return `ollama pull ${model} (or set OLLAMA_MODELS to the folder that has it)`
}

/**
 * The spec of an Ollama server of its own that several models are asked of: none is in memory when it is ready.
 * @throws LlmBenchError `invalid-option` naming the option
 */
export function ollamaRouter(options: OllamaRouterOptions): ServerSpec {
  checkOptions(routerSchema, options, { call })
  return ollamaSpec(
    { ...options, env: { ...variable('OLLAMA_MAX_LOADED_MODELS', options.maxLoaded), ...options.env } },
    { model: null, requiredModel: null, preload: null },
  )
}

const call = optionsOf('server.ollama')

function ollamaSpec(
  options: OllamaSettings,
  served: Pick<ServerSpec, 'model' | 'requiredModel' | 'preload'>,
): ServerSpec {
  if (options.env !== undefined && 'OLLAMA_HOST' in options.env)
    throw notAllowed(
      call('env.OLLAMA_HOST'),
      'another address',
      'the variables without it: a free port is chosen (endpoint() measures a server that runs already)',
    )
  const { contextSize, parallel, flashAttention } = options
  return withKey({
    name: 'ollama',
    command: options.binary ?? 'ollama',
    places: { variable: null, cached: null },
    module: null,
    args: ['serve', ...(options.args ?? [])],
    env: {
      OLLAMA_HOST: `127.0.0.1:${PORT_PLACE}`,
      // A negative time keeps a model in memory for good.
      OLLAMA_KEEP_ALIVE: '-1',
      // It asks for news, and offers models that run elsewhere: a measurement needs neither.
      OLLAMA_NO_CLOUD: '1',
      ...variable('OLLAMA_CONTEXT_LENGTH', contextSize),
      ...variable('OLLAMA_NUM_PARALLEL', parallel),
      ...variable('OLLAMA_FLASH_ATTENTION', flashAttention),
      ...options.env,
    },
    cwd: options.cwd ?? null,
    url: `http://127.0.0.1:${PORT_PLACE}/v1`,
    healthPath: '/api/version',
    readyTimeoutMs: options.readyTimeout ?? 300_000,
    files: [],
    ...served,
    platforms: null,
    metrics: null,
    version: { by: 'http', path: '/api/version', field: 'version' },
    settings: given({ slots: parallel, flashAttention }),
    installHint,
  })
}

function variable(name: string, value: number | boolean | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: String(value) }
}
