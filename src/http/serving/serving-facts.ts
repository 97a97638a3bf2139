import { at, listOf, numberOf, textOf } from '../../json.ts'
import type { ModelEntry } from '../model-list.ts'

/** A setting of a server, as it tells it. */
type Setting = string | number | boolean

/** Facts that serving software tells of itself and of its model; null where it does not. */
export interface ServingFacts {
  /** Name and version. */
  readonly engine: string | null
  /** Tokens that one sequence can hold. */
  readonly contextSize: number | null
  readonly quantization: string | null
  readonly configuration: Readonly<Record<string, Setting>>
}

/** Asks a server for JSON at a path of its origin; null where it has none. */
export type AskForJson = (path: string) => Promise<unknown>

/** Words of a server in its list of models, by which it is known. */
export interface ServingHint {
  /** Name by its header; null for none. */
  readonly server: string | null
  readonly entry: ModelEntry | null
}

/**
 * Asks a server for its version and the settings that decide its speed, where its header or its list of models says
 * which one it is: nobody else is asked for paths that it may not have. Null where it is not known.
 */
export async function servingFacts({ server, entry }: ServingHint, ask: AskForJson): Promise<ServingFacts | null> {
  const owner = entry?.owner ?? null
  if (/^llama\.?cpp/i.test(server ?? '') || owner === 'llamacpp') return await llamaCpp(ask)
  if (owner === 'vllm') return await vllm(ask, entry)
  if (owner === 'library') return await ollama(ask, entry)
  return null
}

async function llamaCpp(ask: AskForJson): Promise<ServingFacts | null> {
  const props = await ask('/props')
  const slots = numberOf(at(props, 'total_slots'))
  if (slots === null) return null
  const build = textOf(at(props, 'build_info'))
  return {
    engine: named('llama.cpp', build),
    contextSize: numberOf(at(at(props, 'default_generation_settings'), 'n_ctx')),
    quantization: textOf(at(props, 'model_ftype')),
    configuration: { slots },
  }
}

async function vllm(ask: AskForJson, entry: ModelEntry | null): Promise<ServingFacts> {
  const version = textOf(at(await ask('/version'), 'version'))
  return {
    engine: named('vllm', version),
    contextSize: entry?.contextSize ?? null,
    quantization: null,
    configuration: {},
  }
}

async function ollama(ask: AskForJson, entry: ModelEntry | null): Promise<ServingFacts | null> {
  const version = textOf(at(await ask('/api/version'), 'version'))
  if (version === null) return null
  const loaded = listOf(at(await ask('/api/ps'), 'models')) ?? []
  const model = loaded.find((candidate) => at(candidate, 'name') === entry?.id)
  const digest = textOf(at(model, 'digest'))
  return {
    engine: named('ollama', version),
    contextSize: numberOf(at(model, 'context_length')),
    quantization: textOf(at(at(model, 'details'), 'quantization_level')),
    configuration: digest === null ? {} : { digest },
  }
}

function named(name: string, version: string | null): string {
  return version === null ? name : `${name} ${version}`
}
