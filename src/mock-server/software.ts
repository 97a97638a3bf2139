import type { MockServerOptions } from './options.ts'
import type { CompletionRequest } from './wire/completion-request.ts'
import type { ModelState } from './routing/model-memory.ts'

type Software = NonNullable<MockServerOptions['software']>

/** State of the server that its software tells. */
export interface ToldState {
  readonly slots: number
  readonly models: readonly string[]
  /** State of each model in its memory. */
  readonly stateOf: (model: string) => ModelState
  /** Whether the last load of a model failed. */
  readonly hasFailed: (model: string) => boolean
  /** Most models in memory at once. */
  readonly mostLoaded: number
}

/** Owner of the models in the list, by which most are known. */
const owners: Readonly<Record<Software, string | undefined>> = {
  'llama-server': 'llamacpp',
  'llama-router': 'llamacpp',
  vllm: 'vllm',
  ollama: 'library',
  'llama-swap': 'llama-swap',
  'lm-studio': 'organization_owner',
  litellm: 'openai',
  'mlx-lm': undefined,
  fm: 'Apple',
}

/** Fields of a model in the list by which the software is known, and tells whether it is loaded. */
export function listedFields(
  software: Software | null | undefined,
  model: string,
  { stateOf, hasFailed }: ToldState,
): Record<string, unknown> {
  if (software === null || software === undefined) return { owned_by: 'mock-server' }
  const failed = hasFailed(model) ? { failed: true, exit_code: 1 } : {}
  const state = software === 'llama-router' ? { status: { value: stateOf(model), ...failed } } : {}
  return { owned_by: owners[software], ...state }
}

/** A request as the software heeds it: `fm serve` generates until the answer ends, whatever limit it is given. */
export function heeded(software: Software | null | undefined, asked: CompletionRequest): CompletionRequest {
  return software === 'fm' ? { ...asked, maxTokens: null } : asked
}

/** Header lines by which software names itself in its answers. */
export function answerHeaders(software: Software | null | undefined): string {
  return software === 'litellm' ? 'x-litellm-version: 0.0.0-mock\r\n' : ''
}

/** Fields by which software names itself in its answers. */
export function answerFields(software: Software | null | undefined): Readonly<Record<string, string>> {
  return software === 'mlx-lm' ? { system_fingerprint: '0.0.0-0.0.0-Linux-mock-x86_64' } : {}
}

const contextSize = 4096
const sizeBytes = 1_000_000

/** Properties of a llama-server, by which it tells its slots and its context. */
function props({ slots }: ToldState): unknown {
  return {
    build_info: 'b1-mock',
    model_ftype: 'Q4_0',
    ...(Number.isFinite(slots) ? { total_slots: slots } : {}),
    default_generation_settings: { n_ctx: 2048 },
  }
}

type Said = (state: ToldState) => Readonly<Record<string, unknown>>

/** Answers by path, with a query where one is asked for; a path that there is not is a 404. */
const answers: Readonly<Record<Software, Said>> = {
  'llama-server': (state) => ({
    '/props': props(state),
    '/slots': Number.isFinite(state.slots)
      ? Array.from({ length: state.slots }, (_, id) => ({ id, is_processing: false }))
      : [],
  }),
  'llama-router': (state) => ({
    '/props': {
      role: 'router',
      max_instances: Number.isFinite(state.mostLoaded) ? state.mostLoaded : 0,
      models_autoload: true,
      build_info: 'b1-mock',
      default_generation_settings: { n_ctx: 0 },
    },
    ...Object.fromEntries(
      state.models.map((model) => [
        `/props?model=${encodeURIComponent(model)}&autoload=false`,
        state.stateOf(model) === 'loaded' ? props(state) : undefined,
      ]),
    ),
  }),
  vllm: ({ slots }) => ({
    '/version': { version: '0.0.0-mock' },
    '/server_info': { vllm_config: Number.isFinite(slots) ? { scheduler_config: { max_num_seqs: slots } } : {} },
  }),
  ollama: (state) => ({
    '/api/version': { version: '0.0.0-mock' },
    '/api/tags': {
      models: state.models.map((name) => ({ name, size: sizeBytes, details: { quantization_level: 'Q4_0' } })),
    },
    '/api/ps': {
      models: loadedOf(state).models.map((name) => ({
        name,
        digest: 'mock',
        size: sizeBytes,
        size_vram: 0,
        context_length: contextSize,
        details: { quantization_level: 'Q4_0' },
      })),
    },
  }),
  'llama-swap': (state) => ({
    '/running': {
      running: state.models.flatMap((model) => {
        const value = state.stateOf(model)
        return value === 'unloaded' ? [] : [{ model, state: value === 'loaded' ? 'ready' : 'starting' }]
      }),
    },
    ...ofModels(loadedOf(state), (model) => [`/upstream/${model}/props`, props(state)]),
  }),
  'lm-studio': ({ models, stateOf }) => ({
    '/api/v0/models': {
      data: models.map((id) => ({
        id,
        quantization: 'Q4_0',
        state: stateOf(id) === 'loaded' ? 'loaded' : 'not-loaded',
        ...(stateOf(id) === 'loaded' ? { loaded_context_length: contextSize } : {}),
      })),
    },
    '/api/v1/models': {
      models: models.map((key) => ({
        type: 'llm',
        key,
        quantization: { name: 'Q4_0', bits_per_weight: 4 },
        size_bytes: sizeBytes,
        max_context_length: 32_768,
        loaded_instances: stateOf(key) === 'loaded' ? [{ id: key, config: { context_length: contextSize } }] : [],
      })),
    },
  }),
  litellm: () => ({}),
  'mlx-lm': () => ({}),
  fm: ({ models }) => ({
    '/health': {
      status: 'fm serve is running',
      models: models.map((name) => ({ name, available: true })),
    },
  }),
}

function loadedOf(state: ToldState): ToldState {
  return { ...state, models: state.models.filter((model) => state.stateOf(model) === 'loaded') }
}

function ofModels(
  { models }: ToldState,
  said: (model: string) => readonly [path: string, answer: unknown],
): Record<string, unknown> {
  return Object.fromEntries(models.map((model) => said(encodeURIComponent(model))))
}

/** Answer of software about itself, at a path and its query; undefined where it has none. */
export function softwareAnswer(
  software: Software | null | undefined,
  { path, query }: { readonly path: string; readonly query: string },
  state: ToldState,
): unknown {
  if (software === null || software === undefined) return undefined
  const paths = answers[software](state)
  const whole = `${path}?${query}`
  if (Object.hasOwn(paths, whole)) return paths[whole]
  return Object.hasOwn(paths, path) ? paths[path] : undefined
}
