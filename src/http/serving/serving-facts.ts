import type { ModelEntry } from '../model-list.ts'
import { fmServeFacts } from './fm-serve.ts'
import { llamaCppFacts } from './llama-cpp.ts'
import { llamaSwapFacts } from './llama-swap.ts'
import { lmStudioFacts } from './lm-studio.ts'
import { ollamaFacts } from './ollama.ts'
import { sglangFacts } from './sglang.ts'
import type { AskForJson, ServingFacts, ServingQuestion } from './serving-question.ts'
import { vllmFacts } from './vllm.ts'

/** Words of a server in its list of models, by which it is known. */
export interface ServingHint {
  /** Name by its header; null for none. */
  readonly server: string | null
  readonly entry: ModelEntry | null
}

/** Who asks what of whom, by the owner of a model in the list. */
const byOwner: Readonly<Record<string, ServingQuestion>> = {
  llamacpp: llamaCppFacts,
  vllm: vllmFacts,
  sglang: sglangFacts,
  library: ollamaFacts,
  'llama-swap': llamaSwapFacts,
  organization_owner: lmStudioFacts,
  Apple: fmServeFacts,
}

/**
 * Asks a server for its version and the settings that decide its speed, where its header or its list of models says
 * which one it is: nobody else is asked for paths that it may not have. Null where it is not known.
 */
export async function servingFacts({ server, entry }: ServingHint, ask: AskForJson): Promise<ServingFacts | null> {
  if (/^llama\.?cpp/i.test(server ?? '')) return await llamaCppFacts(ask, entry)
  const owner = entry !== null && isOllamasName(entry) ? 'library' : (entry?.owner ?? '')
  return Object.hasOwn(byOwner, owner) ? ((await byOwner[owner]?.(ask, entry)) ?? null) : null
}

/** Whether a model has a name of Ollama's: `owner/name:tag`, or a host's, with the owner beside it. */
export function isOllamasName({ id, owner }: ModelEntry): boolean {
  const [name = '', namespace, ...host] = id.split('/').toReversed()
  return owner !== null && namespace === owner && host.length < 2 && name.includes(':')
}
