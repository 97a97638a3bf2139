import type { MockServerOptions } from './options.ts'

type Software = NonNullable<MockServerOptions['software']>

/** State of the server that its software tells. */
export interface ToldState {
  readonly slots: number
  readonly models: readonly string[]
  /** Whether the models are in its memory. */
  readonly loaded: boolean
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
}

/** Fields of a model in the list by which the software is known, and tells whether it is loaded. */
export function listedFields(software: Software | null | undefined, { loaded }: ToldState): Record<string, unknown> {
  if (software === null || software === undefined) return { owned_by: 'mock-server' }
  const state = software === 'llama-router' ? { status: { value: loaded ? 'loaded' : 'unloaded' } } : {}
  return { owned_by: owners[software], ...state }
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
    '/props': { role: 'router', build_info: 'b1-mock', default_generation_settings: { n_ctx: 0 } },
    ...ofModels(state, (model) => [`/props?model=${model}&autoload=false`, state.loaded ? props(state) : undefined]),
  }),
  vllm: ({ slots }) => ({
    '/version': { version: '0.0.0-mock' },
    '/server_info': { vllm_config: Number.isFinite(slots) ? { scheduler_config: { max_num_seqs: slots } } : {} },
  }),
  ollama: ({ models, loaded }) => ({
    '/api/version': { version: '0.0.0-mock' },
    '/api/ps': {
      models: loaded
        ? models.map((name) => ({
            name,
            digest: 'mock',
            context_length: contextSize,
            details: { quantization_level: 'Q4_0' },
          }))
        : [],
    },
  }),
  'llama-swap': (state) => ({
    '/running': { running: state.loaded ? state.models.map((model) => ({ model, state: 'ready' })) : [] },
    ...(state.loaded ? ofModels(state, (model) => [`/upstream/${model}/props`, props(state)]) : {}),
  }),
  'lm-studio': ({ models, loaded }) => ({
    '/api/v0/models': {
      data: models.map((id) => ({
        id,
        quantization: 'Q4_0',
        state: loaded ? 'loaded' : 'not-loaded',
        ...(loaded ? { loaded_context_length: contextSize } : {}),
      })),
    },
  }),
  litellm: () => ({}),
  'mlx-lm': () => ({}),
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
