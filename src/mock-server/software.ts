import type { MockServerOptions } from './options.ts'

type Software = NonNullable<MockServerOptions['software']>

/** State of the server that its software tells. */
export interface ToldState {
  readonly slots: number
  readonly models: readonly string[]
  /** Whether the models are in its memory. */
  readonly loaded: boolean
}

const owners: Readonly<Record<Software, string>> = {
  'llama-server': 'llamacpp',
  vllm: 'vllm',
  ollama: 'library',
  'llama-swap': 'llama-swap',
}

/** Owner of the models in the list, by which the software is known. */
export function ownerOf(software: Software | null | undefined): string {
  return software === null || software === undefined ? 'mock-server' : owners[software]
}

const answers: Readonly<Record<Software, Readonly<Record<string, (state: ToldState) => unknown>>>> = {
  'llama-server': {
    '/props': ({ slots }) => ({
      build_info: 'b1-mock',
      ...(Number.isFinite(slots) ? { total_slots: slots } : {}),
      default_generation_settings: { n_ctx: 2048 },
    }),
    '/slots': ({ slots }) =>
      Number.isFinite(slots) ? Array.from({ length: slots }, (_, id) => ({ id, is_processing: false })) : [],
  },
  vllm: {
    '/version': () => ({ version: '0.0.0-mock' }),
    '/server_info': ({ slots }) => ({
      vllm_config: Number.isFinite(slots) ? { scheduler_config: { max_num_seqs: slots } } : {},
    }),
  },
  ollama: {
    '/api/version': () => ({ version: '0.0.0-mock' }),
    '/api/ps': ({ models, loaded }) => ({
      models: loaded ? models.map((name) => ({ name, digest: 'mock', context_length: 4096 })) : [],
    }),
  },
  'llama-swap': {
    '/running': ({ models, loaded }) => ({
      running: loaded ? models.map((model) => ({ model, state: 'ready' })) : [],
    }),
  },
}

/** Answer of software about itself, at a path; undefined where it has none. */
export function softwareAnswer(software: Software | null | undefined, path: string, state: ToldState): unknown {
  if (software === null || software === undefined) return undefined
  const paths = answers[software]
  return Object.hasOwn(paths, path) ? paths[path]?.(state) : undefined
}
