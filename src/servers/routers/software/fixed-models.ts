import { at, listOf } from '../../../json.ts'
import { unknownModel } from '../routed-model.ts'
import type { RouterSoftware } from '../router-software.ts'

const none = { load: null, unload: null, events: null } as const

/** Apple's `fm serve`, from its documentation: the system holds its models, and nobody is told when. */
export const fmServe: RouterSoftware = {
  name: 'fm serve',
  models: async (listed, { get }) => {
    const health = listOf(at(await get('/health'), 'models'))
    const isMissing = (id: string): boolean =>
      health?.some((model) => at(model, 'name') === id && at(model, 'available') === false) ?? false
    return listed.map(({ id }) => ({ ...unknownModel(id), failed: isMissing(id) }))
  },
  ...none,
  wayOut: 'macOS loads and unloads its models by itself',
}

/** A llama-server that was started with one model. */
export const oneModel: RouterSoftware = {
  name: 'llama-server',
  models: async (listed) => listed.map(({ id }) => ({ ...unknownModel(id), state: 'loaded' })),
  ...none,
  wayOut: 'it was started with one model: start it with --models-dir to have it hold several',
}

/** Any other server: it lists models, and does with them what it wants. */
export const unknownSoftware: RouterSoftware = {
  name: 'the server',
  models: async (listed) => listed.map(({ id }) => unknownModel(id)),
  ...none,
  wayOut:
    "it is none of llama-server's router, llama-swap, Ollama and LM Studio: whether and when it loads is not known",
}
